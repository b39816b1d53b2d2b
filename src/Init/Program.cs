using Init;
using Init.Agent;
using Init.Cli;
using Init.Core.Dialects;
using Init.Core.Pool;
using Init.Linux.Descriptors;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Runtime.Agents;
using Init.Runtime.Doctor;
using Init.Runtime.InitMode;
using Init.Runtime.Launching;
using Init.Runtime.Reporting;

// The roles of the one binary. The hidden ones are told apart by argv[0], which nobody types with a colon, and so
// are the programs whose place pm1 takes; init mode is recognised before the command line's library is touched, because
// its memory and its milliseconds are counted. A machine's PID 1 must not exit, for any reason, and is one from its
// first moment.
var isOfMachine = Machine.Claim();
var code = Play(Environment.GetCommandLineArgs()[0]);
if (isOfMachine)
{
    MachineEnd.Reach(code);
}

Self.Exit(code);

int RunCommandLine()
{
    // A supervisor takes signals over soon, and loses none of those that come before. So does what draws on a terminal
    // that it must put back: a thread that is started before would still end it.
    if (args is not ["run" or "start" or "top", ..])
    {
        SignalState.GiveBack();
    }

    // Before the console, or a door, takes the number of one that is closed.
    Descriptor.OpenClosedStandard();
    return CommandLine.Run(args, new Roles());
}

int RunAgent()
{
    SignalState.GiveBack();
    return AgentRole.Run(args);
}

int Play(string name)
{
    try
    {
        return name switch
        {
            LaunchStage.Name => LaunchStage.Run(args),
            AgentArgv.Role => RunAgent(),
            TrialRole.Name => TrialRole.Run(),
            _ when OtherNames.Find(name) is { } dialect => InitModeDoor.Run(dialect, name, args, InitRole.Run),
            _ when InitModeDoor.IsMeant(args) => InitModeDoor.Run(args, InitRole.Run),

            // The kernel keeps every `--` of its command line for itself: its PID 1 cannot be given one.
            _ when isOfMachine && args is [['/', ..], ..] => InitModeDoor.Run(args, InitRole.Run),
            _ => RunCommandLine(),
        };
    }
    catch (Exception broken)
    {
        // The edge of every role: a promise was broken that nothing below could mend. A line and a code that is
        // documented say more than an abort and a core file.
        Stderr.Line($"internal error: {broken.GetType().Name}: {broken.Message}");
        return ExitCodes.Internal;
    }
}
