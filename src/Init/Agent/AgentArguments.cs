using System.Globalization;
using Init.Runtime.Agents;

namespace Init.Agent;

/// <summary>Descriptors that the supervisor passed on: `link=3 admin=4 control=5`.</summary>
/// <param name="Admin">null: no admin port.</param>
/// <param name="Control">null: no control socket.</param>
internal sealed record AgentArguments(int Link, int? Admin, int? Control)
{
    private const int FirstInherited = 3;

    /// <returns>null when they are not what a supervisor passes.</returns>
    internal static AgentArguments? Parse(IReadOnlyList<string> args)
    {
        var found = new Dictionary<string, int>();
        foreach (var arg in args)
        {
            var parts = arg.Split('=', 2);
            if (parts.Length != 2 || parts[0] is not (AgentArgv.Link or AgentArgv.Admin or AgentArgv.Control)
                || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor)
                || descriptor < FirstInherited || !found.TryAdd(parts[0], descriptor))
            {
                return null;
            }
        }

        return found.TryGetValue(AgentArgv.Link, out var link)
            ? new AgentArguments(link, Find(found, AgentArgv.Admin), Find(found, AgentArgv.Control))
            : null;
    }

    private static int? Find(Dictionary<string, int> found, string name) =>
        found.TryGetValue(name, out var descriptor) ? descriptor : null;
}
