using System.Text.Json.Nodes;

namespace Init.E2E.Testbed;

/// <param name="Ok">Requests answered in full with 200.</param>
/// <param name="Failed">Refused, reset, not answered in time, or another status.</param>
/// <param name="Retried">Kept connections that were closed idle; each request was made anew and counted above.</param>
/// <param name="Answers">The different answers.</param>
/// <param name="Text">All of it, for people.</param>
internal sealed record LoadTally(int Ok, int Failed, int Retried, IReadOnlyList<string> Answers, string Text)
{
    public static LoadTally Read(JsonNode node) => new(
        (int)node["ok"]!, (int)node["failed"]!, (int)node["retried"]!,
        [.. node["answers"]!.AsObject().Select(answer => answer.Key)], node.ToJsonString());
}
