using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>What the hands are to do; decided here, done elsewhere.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>Start the program for a seat; answered by Spawned or LaunchFailed.</summary>
    /// <param name="KeepsLastLines">What it writes to stderr at last is of interest: a reload reports it.</param>
    public sealed record Launch(Seat Seat, bool KeepsLastLines = false) : Effect;

    /// <summary>Signal the worker's main process.</summary>
    public sealed record SendSignal(Seat Seat, int Pid, int Signal) : Effect;

    /// <summary>SIGKILL to the worker's whole process group.</summary>
    public sealed record Kill(Seat Seat, int Pid) : Effect;

    /// <summary>A line for people.</summary>
    /// <param name="IsTold">The event stream has it already, as what it is.</param>
    public sealed record Say(string Message, string Hint = "", bool IsTold = false) : Effect;

    /// <summary>For the event stream.</summary>
    public sealed record Tell(News News) : Effect;

    /// <summary>A worker has to be started again: for the counters.</summary>
    public sealed record CountRestart(RestartReason Reason) : Effect;

    /// <summary>A worker that cannot be kept alive: the app ends with this code.</summary>
    /// <param name="Reason">What could not be executed or bound; empty when it just kept failing.</param>
    public sealed record GiveUp(Seat Seat, int Code, string Reason, string Hint) : Effect;

    /// <summary>A worker that ended for good by its own decision, with the shell's code.</summary>
    public sealed record Finished(Seat Seat, int Code) : Effect;

    /// <summary>A successor that will not take over.</summary>
    /// <param name="Why">For people: `exited with code 1`.</param>
    public sealed record Lost(Seat Seat, int Pid, string Why, string Hint) : Effect;

    /// <summary>A worker has lived as long as it may.</summary>
    public sealed record Expired(Seat Seat, int Pid) : Effect;

    /// <summary>A worker had to be killed during a stop.</summary>
    public sealed record Forced(Seat Seat) : Effect;

    /// <summary>No new connections on the shared sockets; what is queued stays.</summary>
    public sealed record HoldNewConnections : Effect;

    /// <summary>The shared sockets are no longer pm1's: the last worker that closes them closes the port.</summary>
    public sealed record GiveUpSockets : Effect;

    /// <summary>The supervisor ends with this code.</summary>
    public sealed record End(int Code) : Effect;
}
