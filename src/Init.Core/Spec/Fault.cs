using System.Text;

namespace Init.Core.Spec;

/// <summary>Why a text is not what it should be.</summary>
/// <param name="Problem">One line, lower case, no full stop.</param>
/// <param name="Instead">What to write instead; goes into a `hint:` line.</param>
public sealed record Fault(string Problem, string Instead)
{
    /// <summary>A value is shown up to here, so that one wrong paste does not fill a terminal.</summary>
    public const int QuotedCharsMax = 64;

    /// <summary>`"TEXT" PROBLEM`, with the text cut and its control characters made visible.</summary>
    public static Fault In(string text, string problem, string instead) => new($"{Quote(text)} {problem}", instead);

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, QuotedCharsMax)))
        {
            if (char.IsControl(c))
            {
                quoted.Append("\\x").Append(((int)c).ToString("x2"));
            }
            else
            {
                quoted.Append(c);
            }
        }

        return quoted.Append(text.Length > QuotedCharsMax ? "…\"" : "\"").ToString();
    }
}
