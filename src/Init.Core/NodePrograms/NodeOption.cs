using System.Collections.Frozen;

namespace Init.Core.NodePrograms;

/// <summary>What Node's own options mean for the search of the script; those of versions 18 to 26.</summary>
internal static class NodeOption
{
    /// <summary>Nothing that stays and serves comes of these, or Node starts the script in another process.</summary>
    private static readonly FrozenSet<string> NoScript = new[]
    {
        "-e", "--eval", "-p", "--print", "-pe", "-c", "--check", "-i", "--interactive", "-v", "--version", "-h",
        "--help", "--v8-options", "--completion-bash", "--prof-process", "--test", "--bench", "--watch", "--watch-path",
        "--run", "--build-snapshot", "--build-snapshot-config", "--build-sea", "--experimental-sea-config",
        "--snapshot-blob",
    }.ToFrozenSet();

    /// <summary>Their value is the next word, unless it stands behind an equals sign.</summary>
    private static readonly FrozenSet<string> WithValue = new[]
    {
        "-r", "--require", "--import", "-C", "--conditions", "--loader", "--experimental-loader",
        "--env-file", "--env-file-if-exists", "--experimental-config-file", "--title", "--icu-data-dir", "--input-type",
        "--experimental-default-type", "--experimental-policy", "--policy-integrity", "--experimental-package-map",
        "--allow-fs-read", "--allow-fs-write", "--cpu-prof-dir", "--cpu-prof-interval", "--cpu-prof-name",
        "--heap-prof-dir", "--heap-prof-interval", "--heap-prof-name", "--heapsnapshot-near-heap-limit",
        "--heapsnapshot-signal", "--diagnostic-dir", "--disable-proto", "--disable-warning", "--dns-result-order",
        "--inspect-port", "--debug-port", "--inspect-publish-uid", "--localstorage-file", "--max-http-header-size",
        "--max-old-space-size-percentage", "--network-family-autoselection-attempt-timeout", "--openssl-config",
        "--redirect-warnings", "--report-dir", "--report-directory", "--report-filename", "--report-signal",
        "--secure-heap", "--secure-heap-min", "--security-revert", "--security-reverts", "--tls-cipher-list",
        "--tls-keylog", "--trace-event-categories", "--trace-event-file-pattern", "--trace-require-module",
        "--unhandled-rejections", "--use-largepages", "--v8-pool-size", "--vfs-load", "--vfs-mount",
        "--watch-kill-signal",
    }.ToFrozenSet();

    public static bool LeavesNoScript(string name) => NoScript.Contains(name);

    public static bool TakesValue(string name) => WithValue.Contains(name);

    /// <summary>`--max_old_space_size=4096` is `--max-old-space-size` with 4096. One dash: all of it is the name.
    /// </summary>
    public static (string Name, string? Value) Split(string word)
    {
        if (!word.StartsWith("--", StringComparison.Ordinal))
        {
            return (word, null);
        }

        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? word : word[..equals]).Replace('_', '-');
        return (name, equals < 0 ? null : word[(equals + 1)..]);
    }
}
