using System.Text.Json;
using Init.E2E.Harness;

namespace Init.E2E.Doctor;

/// <summary>What `pm1 doctor --json` said.</summary>
internal sealed class Diagnosed
{
    private readonly JsonElement root;

    private Diagnosed(string json) => root = JsonDocument.Parse(json).RootElement;

    public bool Runs => root.GetProperty("runs").GetBoolean();

    public int Version => root.GetProperty("version").GetInt32();

    public IEnumerable<string> Lacking =>
        root.GetProperty("lacking").EnumerateArray().Select(text => text.GetString()!);

    public IEnumerable<string> Groups =>
        root.GetProperty("checks").EnumerateArray().Select(check => Text(check, "group")).Distinct();

    /// <summary>`VERDICT: FACT (HINT)` of one check.</summary>
    public string this[string group, string name]
    {
        get
        {
            var check = root.GetProperty("checks").EnumerateArray()
                .Single(check => Text(check, "group") == group && Text(check, "name") == name);
            return $"{Text(check, "verdict")}: {Text(check, "fact")} ({Text(check, "hint")})";
        }
    }

    public static Diagnosed Read(string json) => new(json);

    /// <param name="code">What it must end with.</param>
    public static async Task<Diagnosed> By(Launch launch, int code)
    {
        var ended = await Launch.Finish(launch);
        Assert.True(ended.Code == code, $"exit {ended.Code}\n{ended.Output}\n{ended.Error}");
        return Read(ended.Output);
    }

    public override string ToString() => root.ToString();

    private static string Text(JsonElement check, string name) => check.GetProperty(name).GetString()!;
}
