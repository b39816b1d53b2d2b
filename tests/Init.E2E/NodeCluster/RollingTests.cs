using Init.E2E.Harness;
using Init.E2E.Reload;

namespace Init.E2E.NodeCluster;

/// <summary>Fifty reloads in one run, while half of the clients keep their connection and half do not.</summary>
public sealed class RollingTests
{
    private const int Reloads = 50;

    /// <summary>Clients that keep their connection busy are waited for until two seconds before this.</summary>
    private static readonly string[] Soon = ["--stop-timeout", "3s"];

    [Theory]
    [MemberData(nameof(Clustered.AllBalances), MemberType = typeof(Clustered))]
    public async Task Fifty_reloads_fail_no_request_and_leave_no_client_waiting(string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--balance", balance, "--reload-surge", "100%", .. Soon], Kit.Run("habits.js", port));
        await using var load = new Load(port);
        await load.Flow();
        var before = Descriptors(rolling);
        for (var i = 0; i < Reloads; i++)
        {
            var ended = await Clustered.Verb(folder, "reload");
            Assert.True(ended.Code == 0, $"reload {i}: {ended.Error}\n{rolling.Pm1.Error.Text}");
        }

        await load.Flow();
        var result = await load.Stop();
        Assert.True(result.Failed == 0, $"{result}\n{rolling.Pm1.Error.Text}");
        await rolling.Has(2);
        Assert.Equal(Reloads + 1, await rolling.Generation());

        // What a worker that is gone had of pm1 is given back.
        await Poll.Until(() => Descriptors(rolling) <= before + 2, Bound.Answer, () => $"{before}, now {Descriptors(rolling)}");
        rolling.Pm1.Signal(Signals.TERM);
        Assert.Equal(0, await rolling.Pm1.Exit());
    }

    /// <summary>One at a time, so that for a while old and new ones serve together.</summary>
    [Theory]
    [InlineData(18, "round-robin")]
    [InlineData(18, "shared")]
    [InlineData(20, "round-robin")]
    [InlineData(24, "shared")]
    [InlineData(26, "least-busy")]
    public async Task Reload_one_by_one_fails_no_request(int version, string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance, .. Soon], Kit.Run(version, "habits.js", port));
        await using var load = new Load(port);
        await load.Flow();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("done", (await rolling.Reload()).GetProperty("outcome").GetString());
            await load.Flow();
        }

        var result = await load.Stop();
        Assert.True(result.Failed == 0, $"{result}\n{rolling.Pm1.Error.Text}");
    }

    [Theory]
    [InlineData("shared")]
    [InlineData("round-robin")]
    public async Task More_and_fewer_workers_fail_no_request(string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--balance", balance], Kit.Run("habits.js", port));
        await using var load = new Load(port);
        await load.Flow();
        foreach (var workers in new[] { 4, 1, 3, 2 })
        {
            Assert.Equal(0, (await Clustered.Verb(folder, "scale", Server.Text(workers))).Code);
            await rolling.Has(workers);
            await load.Flow();
        }

        var result = await load.Stop();
        Assert.True(result.Failed == 0, $"{result}\n{rolling.Pm1.Error.Text}");
    }

    private static int Descriptors(Rolling rolling) => Directory.GetFileSystemEntries($"/proc/{rolling.Pm1.Pid}/fd").Length;
}
