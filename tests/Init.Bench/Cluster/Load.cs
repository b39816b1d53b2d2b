using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Init.Bench.Cluster;

/// <summary>What wrk says of a while of load.</summary>
/// <param name="Rate">Answers a second.</param>
/// <param name="Tail">99 % of them came within that many milliseconds.</param>
internal sealed partial record Load(double Rate, double Tail, long Requests)
{
    private const int Connections = 50;

    /// <exception cref="InvalidOperationException">Requests failed, or wrk said something else than always.</exception>
    public static Load Put(string wrk, int port, int seconds, bool isKept)
    {
        string[] header = isKept ? [] : ["-H", "Connection: close"];
        using var process = Process.Start(new ProcessStartInfo(wrk,
            [
                "-t1", $"-c{Scratch.Text(Connections)}", $"-d{Scratch.Text(seconds)}s", "--latency", .. header,
                $"http://127.0.0.1:{Scratch.Text(port)}/",
            ])
            { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 || text.Contains("Socket errors", StringComparison.Ordinal)
            || text.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"requests failed: {text}");
        }

        var tail = TailOf().Match(text);
        var scale = tail.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
        return new Load(
            Number(RateOf().Match(text)), Number(tail) * scale, (long)Number(RequestsOf().Match(text)));
    }

    private static double Number(Match match) => match.Success
        ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException("wrk says something else than always");

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RateOf();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex TailOf();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex RequestsOf();
}
