using System.Globalization;
using System.Text.RegularExpressions;
using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>A plain init runs before the runtime is started: whatever it called of that would crash, in the one process
/// that nobody restarts. So the compiled program is read: from main on, every call must lead to code of the same kind,
/// or into the C library.</summary>
public sealed partial class NoRuntimeTests
{
    /// <summary>Of the runtime, and harmless: the end after an overflow of a buffer on the stack, and a loop that clears
    /// memory (for more than some hundred bytes it would go on to another one; the largest struct here has 152).</summary>
    private static readonly string[] Harmless = ["RhpFallbackFailFast", "RhpFailFast", "RhSpanHelpers_MemZero"];

    /// <summary>Nobody collects before the runtime is started.</summary>
    [Fact]
    public void Main_calls_nothing_of_the_runtime_but_its_start() =>
        Assert.Equal("", OfRuntime("EntryPoint__Main", [.. Harmless, "RhpGcPoll"]));

    /// <summary>It may interrupt a collection, and would wait for that in here.</summary>
    [Fact]
    public void Signal_handler_calls_nothing_of_the_runtime() => Assert.Equal("", OfRuntime("SignalDetour__Take", []));

    private static string OfRuntime(string root, string[] harmless)
    {
        Assert.SkipUnless(File.Exists(Shipped.Symbols), $"needs the symbols that make build leaves: {Shipped.Symbols}");
        var symbols = Symbols();
        var addresses = symbols.Keys.Order().ToArray();
        var todo = new Stack<long>([symbols.Single(symbol =>
            symbol.Value.StartsWith("Init_", StringComparison.Ordinal)
            && symbol.Value.EndsWith(root, StringComparison.Ordinal)).Key]);
        var seen = new HashSet<long>();
        var leaves = new SortedSet<string>(StringComparer.Ordinal);
        while (todo.TryPop(out var start))
        {
            if (!seen.Add(start))
            {
                continue;
            }

            foreach (var target in Targets(start, addresses[Array.BinarySearch(addresses, start) + 1]))
            {
                var name = symbols.GetValueOrDefault(target, "?");
                if (name.StartsWith("Init_", StringComparison.Ordinal))
                {
                    todo.Push(target);
                }
                else
                {
                    leaves.Add(name);
                }
            }
        }

        Assert.NotEmpty(leaves);
        return string.Join(' ', leaves.Where(name => IsOfRuntime(name) && !harmless.Contains(name)));
    }

    private static bool IsOfRuntime(string name) =>
        name.StartsWith("Rh", StringComparison.Ordinal) || name.StartsWith("System", StringComparison.Ordinal)
        || name.StartsWith("S_P_", StringComparison.Ordinal) || name.StartsWith("__Get", StringComparison.Ordinal)
        || name == "?";

    private static Dictionary<long, string> Symbols()
    {
        var symbols = new Dictionary<long, string>();
        foreach (var line in Shell.Run(Tool.Nm, [Shipped.Symbols]).Output.Split('\n'))
        {
            // One address may have several names; ours say most.
            if (line.Split(' ') is [var text, "t" or "T" or "i", var name]
                && long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var address
                && (name.StartsWith("Init_", StringComparison.Ordinal) || !symbols.ContainsKey(address)))
            {
                symbols[address] = name;
            }
        }

        return symbols;
    }

    private static IEnumerable<long> Targets(long start, long end)
    {
        string[] range = [$"--start-address={start}", $"--stop-address={end}"];
        var code = Shell.Run(Tool.Objdump, ["-d", "--no-show-raw-insn", .. range, Shipped.Pm1]).Output;
        return Call().Matches(code)
            // strlen and its kin go through a table, because there are several for different processors.
            .Where(match => !match.Groups[2].Value.Contains("@plt", StringComparison.Ordinal))
            .Select(match => long.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .Where(target => target < start || target >= end);
    }

    [GeneratedRegex(@"(?:call|jmp)\s+(?:0x)?([0-9a-f]+) *(<[^>]*>)?")]
    private static partial Regex Call();
}
