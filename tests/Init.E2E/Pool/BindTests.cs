using Init.E2E.Harness;

namespace Init.E2E.Pool;

/// <summary>What bind(2) answers under `share: bind` is what it would have answered without pm1.</summary>
public sealed class BindTests
{
    [Fact]
    public async Task A_second_bind_of_the_same_port_by_the_same_worker_fails_as_ever()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["--workers", "2"], Server.C("twice", port)).Start(folder);
        var answers = await Server.Answers(port, 2, () => pm1.Error.Text);
        Assert.All(answers, answer => Assert.EndsWith(" EADDRINUSE", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Port_0_is_never_shared()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["--workers", "3"], Server.C("any", port)).Start(folder);
        var answers = await Server.Answers(port, 3, () => pm1.Error.Text);
        var numbers = answers.Select(answer => answer.Split(' ')[1]).ToArray();
        Assert.Equal(3, numbers.Distinct().Count());
        Assert.DoesNotContain("0", numbers);
    }

    [Fact]
    public async Task A_program_with_several_ports_shares_each()
    {
        using var folder = new TempFolder();
        var (first, second) = (FreePort.Next(), FreePort.Next());
        await using var pm1 = Launch.Run(["--workers", "3"], Server.C("two", first, second)).Start(folder);
        var one = await Server.Answers(first, 3, () => pm1.Error.Text);
        var two = await Server.Answers(second, 3, () => pm1.Error.Text);
        Assert.All(one, answer => Assert.EndsWith(" first", answer, StringComparison.Ordinal));
        Assert.All(two, answer => Assert.EndsWith(" second", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Getsockname_answers_as_if_the_program_had_bound_the_socket_itself()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["--workers", "2"], Server.C("named", port)).Start(folder);
        var answers = await Server.Answers(port, 2, () => pm1.Error.Text);
        Assert.All(answers, answer => Assert.EndsWith($" 0.0.0.0:{port}", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_private_port_is_not_shared()
    {
        using var folder = new TempFolder();
        var (shared, own) = (FreePort.Next(), FreePort.Next());
        await using var pm1 = Launch.Run(
            ["--workers", "2", "--private", Server.Text(own), "--max-restarts", "2/60s"], Server.C("two", shared, own))
            .Start(folder);

        // The second worker cannot bind it, and that is what a private port means.
        await pm1.Error.Wait("Address already in use");
    }

    [Fact]
    public async Task A_worker_whose_memory_never_comes_does_not_keep_the_others_from_binding()
    {
        Tool.NeedRoot("an unprivileged program may not leave its page faults to itself");
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(
            ["--workers", "2"], [Shipped.Worker, "sticky", Server.Text(FreePort.Next()), folder["marker"]]).Start(folder);
        await pm1.Out.Wait("stuck");

        // One is ready although the other one's call was, or is, being answered.
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
    }

    [Fact]
    public async Task Only_the_named_port_is_shared()
    {
        using var folder = new TempFolder();
        var (shared, own) = (FreePort.Next(), FreePort.Next());
        await using var pm1 = Launch.Run(
            ["--workers", "2", "--port", Server.Text(shared), "--max-restarts", "2/60s"], Server.C("two", shared, own))
            .Start(folder);
        await pm1.Error.Wait("Address already in use");
    }

    [Fact]
    public async Task Without_sharing_the_second_worker_cannot_bind()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["--workers", "2", "--share", "none"], Server.C(port)).Start(folder);
        await pm1.Error.Wait("Address already in use");
    }

    [Fact]
    public async Task A_port_that_another_process_has_is_a_clear_error_and_not_a_restart_loop()
    {
        using var folder = new TempFolder();
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, FreePort.Next());
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;
        var ended = await Launch.Run(["--workers", "2"], [Shipped.Source("counted.sh"), folder["starts"], .. Server.C(port)])
            .Finish(folder);
        Assert.NotEqual(0, ended.Code);
        Assert.Contains(ended.ErrorLines, line => line.StartsWith("pm1:", StringComparison.Ordinal)
            && line.Contains(Server.Text(port), StringComparison.Ordinal)
            && line.Contains("in use", StringComparison.Ordinal));
        Assert.InRange(File.ReadAllLines(folder["starts"]).Length, 1, 2);
    }

    [Fact]
    public async Task Workers_get_no_descriptor_but_the_standard_three()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Run(
            ["--workers", "1", "--restart", "never"], ["/bin/sh", "-c", "echo /proc/$$/fd/*"]).Finish(folder);

        // 3 is the folder that the shell reads the names from.
        Assert.Equal(
            ["0", "1", "2", "3"], ended.Output.Trim().Split(' ').Select(path => path.Split('/')[^1]).Order());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("13", "12")]
    [InlineData("1,10", "15,2")]
    public async Task Workers_get_mask_and_dispositions_as_pm1_was_given_them(string ignored, string blocked)
    {
        using var folder = new TempFolder();
        var given = Wrap.Given(ignored, blocked);
        string[] show = ["/bin/cat", "/proc/self/status"];
        var alone = Shell.Run(given[0], [.. given[1..], .. show]).Output;
        var ended = await Launch.Run(["--workers", "1", "--restart", "never"], show).Under(given).Finish(folder);
        foreach (var name in new[] { "SigBlk", "SigIgn", "SigCgt" })
        {
            Assert.Equal(Proc.Field(alone, name), Proc.Field(ended.Output, name));
        }
    }
}
