namespace Init.Core.Tests.Tidy;

/// <summary>What is wrong where, and what to do.</summary>
internal sealed record Finding(string File, int Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}
