namespace Init.Core.Config;

/// <summary>One thing wrong with a configuration.</summary>
/// <param name="Origin">Where it is written; empty when it is nowhere.</param>
/// <param name="Message">What is wrong, lower case, no full stop.</param>
/// <param name="Hint">What to do instead; empty when there is nothing to say.</param>
public sealed record Problem(string Origin, string Message, string Hint)
{
    /// <summary>The line or two that go to stderr, without a line end at the end.</summary>
    public override string ToString()
    {
        var line = Origin == "" ? $"pm1: {Message}" : $"pm1: {Origin}: {Message}";
        return Hint == "" ? line : $"{line}\npm1: hint: {Hint}";
    }
}
