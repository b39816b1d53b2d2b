using System.Diagnostics;

namespace Init.E2E.Harness;

/// <summary>A command that is not under test, run to its end.</summary>
internal static class Shell
{
    public static ShellResult Run(string program, IReadOnlyList<string> arguments)
    {
        using var process = Starting.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Bound.Build))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(program);
        }

        return new ShellResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
