// The roles of the one binary, told apart by argv[0] and the first argument.
return 0;
