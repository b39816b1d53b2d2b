using Init.Core.Spec;

namespace Init.Core.Config;

/// <summary>Collects every problem, and gives what parses: one wrong value must not hide the next.</summary>
internal sealed class ProblemList(IEnumerable<Problem> known)
{
    private readonly List<Problem> problems = [.. known];

    public IReadOnlyList<Problem> All => problems;

    public void Add(string origin, string message, string hint) => problems.Add(new Problem(origin, message, hint));

    public void Add(Written written, Fault fault) => Add(written.Origin, fault.Problem, fault.Instead);

    /// <returns>What is written, or the fallback when nothing is or when it is wrong.</returns>
    public T Take<T>(Written? written, Func<string, Parsed<T>> parse, T fallback)
    {
        if (written is null)
        {
            return fallback;
        }

        var parsed = parse(written.Text);
        if (parsed.Succeeded(out var value))
        {
            return value;
        }

        Add(written, parsed.Fault!);
        return fallback;
    }

    /// <returns>Those that are right.</returns>
    public IReadOnlyList<T> TakeEach<T>(IReadOnlyList<Written>? list, Func<string, Parsed<T>> parse)
    {
        var values = new List<T>();
        foreach (var written in list ?? [])
        {
            var parsed = parse(written.Text);
            if (parsed.Succeeded(out var value))
            {
                values.Add(value);
            }
            else
            {
                Add(written, parsed.Fault!);
            }
        }

        return values;
    }
}
