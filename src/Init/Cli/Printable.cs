namespace Init.Cli;

/// <summary>What a worker has written, without the power to move the cursor of who reads it.</summary>
internal static class Printable
{
    public static string Of(string text) => string.Create(text.Length, text, static (shown, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            shown[i] = text[i] == '\t' || !char.IsControl(text[i]) ? text[i] : '\ufffd';
        }
    });
}
