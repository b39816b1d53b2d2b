using System.Text;

namespace Init.Core.Spec;

/// <summary>A command in one text: words between blanks, and quotes of both kinds keep blanks. Nothing is expanded and
/// no shell is asked, because an image may have none.</summary>
public static class CommandWords
{
    /// <returns>At least one word.</returns>
    public static Parsed<IReadOnlyList<string>> Parse(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        foreach (var c in text)
        {
            if (c == '\0')
            {
                return Fault.In(text, "holds what no command can", "leave the zero character out");
            }

            if (quote == '\0' && c is ' ' or '\t' or '\n')
            {
                Finish();
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
                word ??= new StringBuilder();
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        Finish();
        return quote != '\0' ? Fault.In(text, "has a quote that does not end", $"close it with {quote}")
            : words is [] or ["", ..] ? Fault.In(text, "names no program", "write exec:/app/check --fast")
            : words;

        void Finish()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }
}
