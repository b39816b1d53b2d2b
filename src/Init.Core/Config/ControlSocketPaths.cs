using System.Globalization;

namespace Init.Core.Config;

/// <summary>Where the control socket may be, best first: the server takes the first that it can create, a client the
/// first that answers. A path that begins with `@` is in the abstract namespace.</summary>
public static class ControlSocketPaths
{
    public const string RuntimeDirVariable = "PM1_RUNTIME_DIR";

    /// <summary>The socket's name inside its directory.</summary>
    public const string FileName = "pm1.sock";

    /// <param name="environment">PM1_RUNTIME_DIR is read.</param>
    /// <param name="uid">The effective one: /tmp is shared with others.</param>
    /// <param name="pidNamespaceInode">Of /proc/self/ns/pid. Abstract names belong to the network namespace, which all
    /// containers of a pod share; pid namespaces tell their supervisors apart.</param>
    public static IReadOnlyList<string> Candidates(
        IReadOnlyDictionary<string, string> environment, uint uid, ulong pidNamespaceInode)
    {
        var paths = new List<string>();
        if (environment.TryGetValue(RuntimeDirVariable, out var directory) && directory.StartsWith('/'))
        {
            // A place that somebody named is the only one: beside it, another pm1 might answer.
            return [$"{directory.TrimEnd('/')}/{FileName}"];
        }

        paths.Add($"/run/pm1/{FileName}");
        paths.Add(Temporary(uid));
        paths.Add(string.Create(CultureInfo.InvariantCulture, $"@pm1/{pidNamespaceInode}/{uid}"));
        return paths;
    }

    /// <summary>In a folder where somebody else may have been first.</summary>
    public static string Temporary(uint uid) =>
        string.Create(CultureInfo.InvariantCulture, $"/tmp/pm1-{uid}/{FileName}");
}
