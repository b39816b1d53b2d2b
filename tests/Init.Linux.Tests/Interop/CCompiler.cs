using System.Diagnostics;

namespace Init.Linux.Tests.Interop;

internal static class CCompiler
{
    private const string Name = "gcc";

    public static bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, Name)));

    /// <returns>The compiler's errors; empty when it has none.</returns>
    public static IReadOnlyList<string> Check(string cFile)
    {
        var start = new ProcessStartInfo(Name, ["-std=gnu11", "-fsyntax-only", "-x", "c", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var gcc = Process.Start(start)!;
        var output = gcc.StandardError.ReadToEndAsync();
        gcc.StandardInput.Write(cFile);
        gcc.StandardInput.Close();
        gcc.WaitForExit();
        var errors = output.Result.Split('\n').Where(line => line.Contains("error: ")).ToList();
        if (errors.Count == 0 && gcc.ExitCode != 0)
        {
            errors.Add($"{Name} ended with {gcc.ExitCode}: {output.Result}");
        }

        return errors;
    }
}
