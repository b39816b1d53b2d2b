using System.Text;

namespace Init.Core.NodePrograms;

/// <summary>A shell's text that is one simple command and nothing else, so that it is known without a shell what
/// becomes of it.</summary>
/// <param name="Assignments">Those that stand before the command.</param>
/// <param name="Words">At least one; an `exec` is left out.</param>
internal sealed record PlainCommand(
    IReadOnlyList<KeyValuePair<string, string>> Assignments, IReadOnlyList<string> Words)
{
    /// <summary>Outside of quotes each of these is more than itself, to one shell or another.</summary>
    private const string Special = ";&|<>()$`~*?[]{}#!";

    /// <returns>null: it is more than that, or less.</returns>
    public static PlainCommand? Parse(string text)
    {
        if (text.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0)
        {
            return null;
        }

        var assignments = new List<KeyValuePair<string, string>>();
        var words = new List<string>();
        for (var at = 0; SkipBlanks(text, ref at);)
        {
            var start = at;
            if (Word(text, ref at) is not { } word)
            {
                return null;
            }

            if (words.Count == 0 && Assignment(text.AsSpan(start, at - start), word) is { } assignment)
            {
                assignments.Add(assignment);
            }
            else
            {
                words.Add(word);
            }
        }

        if (words is ["exec", ..])
        {
            words.RemoveAt(0);
        }

        return words is [] or ["", ..] || words[0].StartsWith('-') ? null : new PlainCommand(assignments, words);
    }

    /// <summary>NAME=value, in a text that is no shell's.</summary>
    public static KeyValuePair<string, string>? Assignment(string word) => Assignment(word, word);

    /// <summary>The name must stand without quotes, or a shell takes it for a program.</summary>
    private static KeyValuePair<string, string>? Assignment(ReadOnlySpan<char> written, string word)
    {
        var equals = written.IndexOf('=');
        if (equals <= 0 || char.IsAsciiDigit(written[0]))
        {
            return null;
        }

        foreach (var c in written[..equals])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return null;
            }
        }

        return new(word[..equals], word[(equals + 1)..]);
    }

    private static bool SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at < text.Length;
    }

    private static string? Word(string text, ref int at)
    {
        var word = new StringBuilder();
        while (at < text.Length && text[at] is not (' ' or '\t'))
        {
            var c = text[at++];
            var isRead = c switch
            {
                '\'' => Quoted(text, ref at, word),
                '"' => DoubleQuoted(text, ref at, word),
                '\\' => Escaped(text, ref at, word),
                _ => !Special.Contains(c) && Append(word, c),
            };
            if (!isRead)
            {
                return null;
            }
        }

        return word.ToString();
    }

    private static bool Quoted(string text, ref int at, StringBuilder word)
    {
        var end = text.IndexOf('\'', at);
        if (end >= 0)
        {
            word.Append(text, at, end - at);
            at = end + 1;
        }

        return end >= 0;
    }

    private static bool DoubleQuoted(string text, ref int at, StringBuilder word)
    {
        while (at < text.Length)
        {
            var c = text[at++];
            if (c is '"' or '$' or '`')
            {
                return c == '"';
            }

            var escapes = c == '\\' && at < text.Length && text[at] is '"' or '\\' or '$' or '`';
            word.Append(escapes ? text[at++] : c);
        }

        return false;
    }

    private static bool Escaped(string text, ref int at, StringBuilder word) =>
        at < text.Length && Append(word, text[at++]);

    private static bool Append(StringBuilder word, char c)
    {
        word.Append(c);
        return true;
    }
}
