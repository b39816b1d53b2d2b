namespace Init.Core.Dialects;

/// <summary>getopt_long(3) of glibc, with its messages; options end at the first word that is none, as with a leading
/// `+`, so that no flag of the command is ever taken for ours.</summary>
/// <param name="name">argv[0], which begins every message.</param>
/// <param name="letters">`p:hv`: a colon behind a letter that takes a value.</param>
/// <param name="words">Long options and the letters they stand for.</param>
internal sealed class Getopt(
    string name, IReadOnlyList<string> args, string letters, IReadOnlyList<(string Word, char Letter)> words)
{
    private int at;
    private int inWord;

    /// <summary>What comes after the options.</summary>
    public IReadOnlyList<string> Rest => [.. args.Skip(at)];

    /// <summary>The value of the option that was read last.</summary>
    public string Value { get; private set; } = "";

    /// <summary>The message about the option that was read last, when that was wrong.</summary>
    public string Error { get; private set; } = "";

    /// <returns>An option's letter, `?` for one that is wrong, or null at the end.</returns>
    public char? Next()
    {
        if (inWord > 0)
        {
            return Letter();
        }

        if (at >= args.Count || !args[at].StartsWith('-') || args[at] == "-")
        {
            return null;
        }

        if (args[at] == "--")
        {
            at++;
            return null;
        }

        if (args[at].StartsWith("--", StringComparison.Ordinal) && words.Count > 0)
        {
            return Word(args[at++]);
        }

        inWord = 1;
        return Letter();
    }

    private char Letter()
    {
        var word = args[at];
        var letter = word[inWord++];
        var isLast = inWord == word.Length;
        var known = letter == ':' ? -1 : letters.IndexOf(letter, StringComparison.Ordinal);
        var takesValue = known >= 0 && known + 1 < letters.Length && letters[known + 1] == ':';
        if (isLast || takesValue)
        {
            at++;
        }

        if (known < 0)
        {
            inWord = isLast ? 0 : inWord;
            return Wrong($"invalid option -- '{letter}'");
        }

        if (!takesValue)
        {
            inWord = isLast ? 0 : inWord;
            return letter;
        }

        var attached = word[inWord..];
        inWord = 0;
        return isLast ? NextWordFor(letter, $"option requires an argument -- '{letter}'") : Valued(letter, attached);
    }

    /// <summary>A long option may be cut short as long as it is clear which one is meant.</summary>
    private char Word(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var written = equals < 0 ? text : text[..equals];
        var matches = words.Where(each => each.Word == written).ToList();
        if (matches.Count == 0)
        {
            matches = [.. words.Where(each => each.Word.StartsWith(written, StringComparison.Ordinal))];
        }

        if (matches.Count != 1)
        {
            return Wrong(matches.Count == 0
                ? $"unrecognized option '{text}'"
                : $"option '{text}' is ambiguous; possibilities: "
                    + string.Join(' ', matches.Select(each => $"'{each.Word}'")));
        }

        var (word, letter) = matches[0];
        var takesValue = letters.Contains($"{letter}:", StringComparison.Ordinal);
        return equals >= 0
            ? takesValue ? Valued(letter, text[(equals + 1)..]) : Wrong($"option '{word}' doesn't allow an argument")
            : takesValue ? NextWordFor(letter, $"option '{word}' requires an argument") : letter;
    }

    private char NextWordFor(char letter, string otherwise) =>
        at < args.Count ? Valued(letter, args[at++]) : Wrong(otherwise);

    private char Valued(char letter, string value)
    {
        Value = value;
        return letter;
    }

    private char Wrong(string message)
    {
        Error = $"{name}: {message}\n";
        return '?';
    }
}
