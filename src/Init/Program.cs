using Init;
using Init.Agent;
using Init.Cli;
using Init.Linux.Processes;
using Init.Runtime.Agents;
using Init.Runtime.InitMode;
using Init.Runtime.Launching;

// The roles of the one binary. The two hidden ones are told apart by argv[0], which nobody types with a colon; init
// mode is recognised before the command line's library is touched, because its memory and its milliseconds are counted.
var name = Environment.GetCommandLineArgs()[0];
var code = name switch
{
    LaunchStage.Name => LaunchStage.Run(args),
    AgentArgv.Role => AgentRole.Run(args),
    _ when args is ["--", _, ..] => InitRole.Run(args[1..]),
    _ => CommandLine.Run(args, new Roles()),
};
Self.Exit(code);
return code;
