namespace Init.Bench;

/// <summary>`pm1 run` with a plain Node server, or whatever is given, and a door for probes.</summary>
internal sealed class Pool
{
    private readonly Child child;

    private Pool(Child child, int port, int admin) => (this.child, Port, Admin) = (child, port, admin);

    public int Port { get; }
    public int Admin { get; }
    public int Supervisor => child.Pid;

    public int Agent => AgentOf(Supervisor);

    public IReadOnlyList<int> Workers => [.. Proc.Children(Supervisor).Where(pid => pid != Agent).Order()];

    public static Pool Start(Peers peers, Scratch folder, int workers, params (string, string)[] environment) =>
        Start(peers, folder, ["--workers", Scratch.Text(workers)], [peers.Node!, peers.Server], environment);

    /// <param name="command">Its last argument will be the port.</param>
    public static Pool Start(
        Peers peers, Scratch folder, IReadOnlyList<string> options, IReadOnlyList<string> command,
        params (string, string)[] environment)
    {
        var (port, admin) = (folder.FreePort(), folder.FreePort());
        var child = Child.Start(
            [
                peers.Pm1, "run", "--admin", $"127.0.0.1:{Scratch.Text(admin)}", .. options, "--", .. command,
                Scratch.Text(port),
            ],
            [("PM1_RUNTIME_DIR", folder.Path), .. environment]);
        return new Pool(child, port, admin);
    }

    /// <returns>0: there is none at the moment.</returns>
    public static int AgentOf(int supervisor) => Proc.Children(supervisor).FirstOrDefault(pid =>
        Proc.Executable(pid) == Proc.Executable(supervisor)
        && Proc.CommandLine(pid).Contains("agent", StringComparison.Ordinal));

    public void End() => child.End();

    /// <summary>Drains.</summary>
    /// <returns>The exit code.</returns>
    public int Drain()
    {
        _ = Libc.kill(Supervisor, Libc.SIGTERM);
        return child.Wait();
    }
}
