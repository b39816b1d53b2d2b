using System.Text.Json.Nodes;

namespace Init.E2E.Testbed;

/// <summary>What load.py printed.</summary>
/// <param name="Fresh">Requests on a connection each.</param>
/// <param name="Kept">Requests on kept connections.</param>
internal sealed record LoadReport(LoadTally Fresh, LoadTally Kept)
{
    public static LoadReport Read(string json)
    {
        var node = JsonNode.Parse(json)!;
        return new LoadReport(LoadTally.Read(node["fresh"]!), LoadTally.Read(node["kept"]!));
    }
}
