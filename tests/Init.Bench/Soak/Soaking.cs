using System.Globalization;

namespace Init.Bench.Soak;

/// <summary>SOAK_SECONDS of load and trouble, shared by the programs. SOAK_SEED repeats what was done; when the workers
/// came and went is chance all the same.</summary>
internal static class Soaking
{
    private const int SecondsDefault = 1800;

    /// <returns>The exit code.</returns>
    public static int Run(Peers peers, Scratch folder)
    {
        var seconds = Number("SOAK_SECONDS") ?? SecondsDefault;
        var seed = Number("SOAK_SEED") ?? Random.Shared.Next(1_000_000);
        var port = folder.FreePort();
        var subjects = Subject.All(folder, port, missing => Console.Out.WriteLine($"soak: left out: {missing}"));
        Console.Out.WriteLine($"soak: {seconds} s, SOAK_SEED={seed}; tolerance: {Footprint.Tolerance}");
        var violations = new List<string>();
        foreach (var (turn, subject) in subjects.Index())
        {
            var trial = new Trial(peers, folder, subject, port, seed + turn, TimeSpan.FromSeconds(seconds) / subjects.Count);
            try
            {
                violations.AddRange(trial.Run().Select(violation => $"{subject.Name}: {violation}"));
            }
            catch (TimeoutException e)
            {
                violations.Add($"{subject.Name}: {e.Message}");
                Child.EndAll();
            }
        }

        foreach (var violation in violations)
        {
            Console.Out.WriteLine($"VIOLATION  {violation}");
        }

        Console.Out.WriteLine($"soak: {subjects.Count} programs, {violations.Count} violations, SOAK_SEED={seed}");
        return violations.Count == 0 && subjects.Count > 0 ? 0 : 1;
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
