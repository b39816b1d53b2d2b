using System.Text;
using Init.Core.Doctor;
using Init.Core.Spec;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Runtime.Launching;

namespace Init.Runtime.Doctor;

/// <summary>Starts children as workers are started, until it is known what works and what does not: a step that fails
/// is left out the next time, so that it does not hide those behind it.</summary>
/// <param name="candidates">Where the command's program may be.</param>
internal sealed class LaunchTrial(AppSpec app, IReadOnlyList<byte[]> candidates)
{
    /// <summary>Of all children together.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(20);

    private Trial _identity = Trial.Success;
    private Trial? _notification;

    internal LaunchFindings Run()
    {
        var run = TrialChild.Run(Plan(asWorker: true, filter: true));
        if (run.Failure is { Step: LaunchStep.User or LaunchStep.Directory or LaunchStep.Execute } failure)
        {
            _identity = failure.Step == LaunchStep.Execute ? _identity : Identity(failure);
            run = TrialChild.Run(Plan(asWorker: false, filter: true));
        }

        if (run.Failure is { Step: LaunchStep.Filter or LaunchStep.NoNewPrivileges } refused)
        {
            _notification = Trials.Of(refused.Errno);
            run = TrialChild.Run(Plan(asWorker: _identity.Works, filter: false));
        }

        var launch = run.Failure is { } broken ? Trials.Of(broken.Errno) : Trial.Success;
        return new LaunchFindings(
            launch, run.Milliseconds, _identity, _notification ?? run.Notification, run.Memory, run.Replacement,
            run.Failure is null ? run.Report : null);
    }

    private Trial Identity(LaunchReport failure)
    {
        var why = Trials.Of(failure.Errno);
        return why with
        {
            Why = failure.Step == LaunchStep.User
                ? $"cannot become uid {app.User?.Uid}, gid {app.User?.Gid}: {why.Why}"
                : $"cannot change to {app.WorkingDirectory}: {why.Why}",
        };
    }

    private LaunchPlan Plan(bool asWorker, bool filter) => new()
    {
        Supervisor = Self.Pid,
        Born = new SignalState(BornSignals.Mask, BornSignals.Ignored),
        DeathSignal = Signal.SIGKILL,
        YieldsMemory = true,
        InstallFilter = filter,
        TellsListenPid = false,
        Files = null,
        User = asWorker ? app.User : null,
        Directory = asWorker ? app.WorkingDirectory : null,
        Candidates = [Self.ExecutablePath],
        Arguments = [Encoding.ASCII.GetBytes(TrialRole.Name), .. candidates],
        Environment = [],
    };
}
