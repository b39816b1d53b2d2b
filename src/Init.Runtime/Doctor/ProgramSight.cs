using System.Text;
using Init.Core.Doctor;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Paths;
using Init.Linux.Processes;
using Init.Runtime.Launching;

namespace Init.Runtime.Doctor;

/// <summary>The command: which file it is, and what that file is.</summary>
internal static class ProgramSight
{
    /// <summary>Where its program may be, as a worker would look for it.</summary>
    internal static IReadOnlyList<byte[]> Candidates(AppSpec app)
    {
        var environment = WorkerEnvironment.Of(app, Self.RawEnvironment(), new WorkerIdentity(0, 1, "", 0));
        var command = RawCommand.Of(Executed(app));
        return PathSearch.Candidates(command[0], WorkerEnvironment.Find(environment, "PATH"));
    }

    /// <param name="launch">A child in the worker's place has looked at the candidates.</param>
    internal static CommandSight Of(
        ExaminationOrder order, IReadOnlyList<byte[]> candidates, LaunchFindings launch, int workers)
    {
        var app = order.Spec.App;
        var files = launch.Report?.Files ?? [];
        var chosen = -1;
        var error = files.Count == candidates.Count
            ? PathSearch.TryEach(candidates, _ => files[++chosen].Execute) : Errno.ENOENT;
        var isTried = files.Count == candidates.Count && candidates.Count > 0;
        var path = isTried && error == 0 ? Encoding.UTF8.GetString(candidates[chosen]) : null;
        var (kind, interpreter) = path is null ? (FileKind.Hidden, "") : KindOf(Path.Combine(
            app.WorkingDirectory ?? Environment.CurrentDirectory, path));
        return new CommandSight(
            Executed(app)[0], path,
            isTried ? Trials.Of(error)
                : candidates.Count == 0 ? Trials.Of(Errno.ENOENT) : Trial.NotTried("no child could look for it"),
            PathSearch.ExitCode(error),
            kind, interpreter,
            PathAccess.WhyNotExecute(Encoding.UTF8.GetBytes(interpreter)) == 0,
            path is not null && files[chosen].Read == 0,
            WhoSight.MayTrace,
            launch.Identity,
            app.Share, app.ShareReason,
            app.Share != ShareMode.Bind || launch.Replacement.Works,
            workers)
        {
            NodeOrigin = app.Node?.Origin ?? "",
            Executed = string.Join(' ', Executed(app)),
            WhyNotNode = order.WhyNotNode,
        };
    }

    /// <summary>By the first worker.</summary>
    private static IReadOnlyList<string> Executed(AppSpec app) => app.Node?.ForSlot(0) ?? app.Command;

    private static (FileKind Kind, string Interpreter) KindOf(string path) => ProgramHead.Read(path) switch
    {
        null => (FileKind.Hidden, ""),
        { Kind: ProgramKind.Static } => (FileKind.Static, ""),
        { Kind: ProgramKind.Dynamic, Interpreter: var loader } => (FileKind.Dynamic, loader),
        { Kind: ProgramKind.Script, Interpreter: var interpreter } => (FileKind.Script, interpreter),
        { Kind: ProgramKind.Foreign } => (FileKind.Foreign, ""),
        _ => (FileKind.Shell, Encoding.ASCII.GetString(PathSearch.Shell)),
    };
}
