using Init.Runtime.InitMode;

// The roles of the one binary, told apart by argv[0] and the first argument.
return args is ["--", _, ..] ? InitRole.Run(args[1..]) : 2;
