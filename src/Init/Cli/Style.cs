using System.Text;

namespace Init.Cli;

/// <summary>What the reader's terminal can show: colour only there and never with NO_COLOR, other characters than
/// ASCII only where the locale has UTF-8.</summary>
internal sealed record Style(bool HasColour, bool HasUtf8)
{
    private const string Reset = "\e[0m";

    /// <summary>Written for people, these say the same in ASCII.</summary>
    private static readonly Dictionary<char, string> Plain = new()
    {
        ['≥'] = ">=", ['≤'] = "<=", ['…'] = "...", ['→'] = "->", ['–'] = "-", ['÷'] = "/", ['×'] = "x",
    };

    public static Style Of(Terminal terminal)
    {
        string Variable(string name) => terminal.Environment.GetValueOrDefault(name, "");

        // The first of these that is set names the character set: locale(7).
        string[] locale = [Variable("LC_ALL"), Variable("LC_CTYPE"), Variable("LANG")];
        var charset = locale.FirstOrDefault(text => text != "") ?? "";
        return new Style(
            ReferenceEquals(terminal.Out, Console.Out) && !Console.IsOutputRedirected
                && Variable("NO_COLOR") == "" && Variable("TERM") is not ("" or "dumb"),
            charset.EndsWith("UTF-8", StringComparison.OrdinalIgnoreCase)
                || charset.EndsWith("UTF8", StringComparison.OrdinalIgnoreCase));
    }

    public string Bold(string text) => Paint("1", text);

    public string Faint(string text) => Paint("2", text);

    public string Red(string text) => Paint("31", text);

    public string Green(string text) => Paint("32", text);

    public string Yellow(string text) => Paint("33", text);

    /// <summary>As it can be shown: what would command the terminal is made visible, as variables and paths are
    /// anybody's.</summary>
    public string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = char.IsControl(c) ? safe.Append("\\x").Append(((int)c).ToString("x2"))
                : HasUtf8 || char.IsAscii(c) ? safe.Append(c)
                : safe.Append(Plain.GetValueOrDefault(c, "?"));
        }

        return safe.ToString();
    }

    private string Paint(string code, string text) => HasColour ? $"\e[{code}m{text}{Reset}" : text;
}
