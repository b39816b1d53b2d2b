namespace Init.Core.Dialects;

/// <summary>Numbers as C's library reads them: blanks and a sign before, and whatever it likes behind.</summary>
internal static class CNumber
{
    /// <summary>Enough for any number that is compared here, and never out of range.</summary>
    private const int DigitsMax = 9;

    /// <summary>As strtol(3) and sscanf(3) with %d.</summary>
    /// <param name="rest">What comes behind the number.</param>
    /// <returns>null: there is no number.</returns>
    public static int? Read(string text, out string rest)
    {
        var at = 0;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        var isNegative = at < text.Length && text[at] == '-';
        at += at < text.Length && text[at] is '-' or '+' ? 1 : 0;
        var (first, number) = (at, 0);
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            number = at - first < DigitsMax ? (number * 10) + text[at] - '0' : int.MaxValue;
        }

        rest = text[at..];
        return at == first ? null : isNegative ? -number : number;
    }
}
