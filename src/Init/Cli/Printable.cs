namespace Init.Cli;

/// <summary>What a worker has written, without the power to move the cursor of who reads it.</summary>
internal static class Printable
{
    public static string Of(string text) =>
        string.Concat(text.Select(c => c == '\t' || !char.IsControl(c) ? c : '\ufffd'));
}
