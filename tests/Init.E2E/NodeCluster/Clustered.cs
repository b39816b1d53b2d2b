using System.Text.Json;
using Init.E2E.Harness;
using Init.E2E.Reload;

namespace Init.E2E.NodeCluster;

/// <summary>A pm1 in the place of the primary of Node's cluster.</summary>
internal static class Clustered
{
    /// <summary>What the app is called, where a test calls it by its name.</summary>
    public const string Name = "shop";

    public static readonly string[] Balances = ["shared", "round-robin", "least-busy"];

    public static TheoryData<string> AllBalances => [.. Balances];

    public static TheoryData<int> AllVersions => [.. Kit.Versions];

    /// <summary>Started, and every worker ready.</summary>
    public static Task<Rolling> Serving(
        TempFolder folder, int workers, string[] options, string[] command, Func<Launch, Launch>? how = null) =>
        Rolling.Serving([.. Options(workers), .. options], command, folder, how);

    /// <summary>Started, no more than that.</summary>
    public static Running Start(TempFolder folder, int workers, string[] options, string[] command) =>
        Launch.Run([.. Options(workers), .. options], command).Start(folder);

    public static string[] Options(int workers) => ["--share", "node", "--name", Name, "--workers", Server.Text(workers)];

    /// <summary>Asks until all of these have answered, each with its pid as the first word.</summary>
    public static async Task<IReadOnlySet<string>> EveryWorkerAnswers(Rolling rolling, int port, string path = "/")
    {
        var workers = await rolling.Pids();
        var answers = await Server.Answers(port, workers.Count, () => rolling.Pm1.Error.Text, path);
        Assert.Equal(workers.Select(Server.Text).Order(), answers.Select(answer => answer.Split(' ')[0]).Order());
        return answers;
    }

    /// <summary>A command about the pm1 of this folder.</summary>
    public static Task<Ended> Verb(TempFolder folder, params string[] words)
    {
        var socket = folder["control.sock"];
        return (File.Exists(socket) ? Launch.Verb([.. words]).With("PM1_SOCKET", socket) : Launch.Verb(words)).Finish(folder);
    }

    /// <summary>What workers have sent that is not of the cluster's own, in its order, as it was written.</summary>
    public static async Task<IReadOnlyList<string>> Messages(TempFolder folder)
    {
        var ended = await Verb(folder, "events", "--json");
        Assert.True(ended.Code == 0, ended.Error);
        var messages = new List<string>();
        foreach (var line in ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var one = JsonDocument.Parse(line);
            if (one.RootElement.GetProperty("kind").GetString() == "message")
            {
                messages.Add(one.RootElement.TryGetProperty("data", out var data) ? data.GetRawText() : "null");
            }
        }

        return messages;
    }

    /// <summary>Until so many of them are this.</summary>
    public static async Task HasSent(TempFolder folder, string json, int times = 1)
    {
        IReadOnlyList<string> seen = [];
        await Poll.Until(
            async () => (seen = await Messages(folder)).Count(message => message == json) >= times,
            Bound.Answer, () => $"{json} is not {times} times in {string.Join(' ', seen)}");
    }
}
