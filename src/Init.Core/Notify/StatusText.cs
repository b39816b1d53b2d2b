using System.Globalization;
using System.Text;

namespace Init.Core.Notify;

/// <summary>What a program says in words, fit for a table on a terminal: it may be anything, a terminal's commands
/// and letters that turn the line around included.</summary>
public static class StatusText
{
    public const int CharsMax = 200;

    /// <returns>At most <see cref="CharsMax"/>, in whole letters.</returns>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        var text = new StringBuilder();
        while (!utf8.IsEmpty)
        {
            // What is not UTF-8 comes out as the replacement character.
            _ = Rune.DecodeFromUtf8(utf8, out var rune, out var read);
            utf8 = utf8[read..];
            if (text.Length + rune.Utf16SequenceLength > CharsMax)
            {
                break;
            }

            text.Append(IsHarmless(rune) ? rune.ToString() : " ");
        }

        return text.ToString().Trim();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse);
}
