using System.Text;

namespace Init.Core.NodePrograms;

/// <summary>The first line of a script: what the kernel executes in its place.</summary>
internal static class ShebangLine
{
    /// <summary>So many the kernel reads of it (BINPRM_BUF_SIZE).</summary>
    private const int BytesMax = 256;

    private static readonly string[] Splitting = ["--split-string=", "-S"];

    /// <param name="head">How the file begins.</param>
    /// <returns>The interpreter and its arguments; null: there is none, or one that is not plain.</returns>
    public static PlainCommand? Parse(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("#!"u8))
        {
            return null;
        }

        var line = head[2..Math.Min(head.Length, BytesMax)];
        var end = line.IndexOf((byte)'\n');
        if (end < 0 && head.Length >= BytesMax)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(end < 0 ? line : line[..end]).Trim(' ', '\t');
        if (text.AsSpan().IndexOfAny('\uFFFD', '\r', '\0') >= 0)
        {
            return null;
        }

        // The kernel knows one argument, which is all the rest of the line.
        var blank = text.AsSpan().IndexOfAny(' ', '\t');
        var program = blank < 0 ? text : text[..blank];
        var argument = blank < 0 ? "" : text[blank..].Trim(' ', '\t');
        return FilePath.Name(program) == "env" ? OfEnv(argument)
            : !program.StartsWith('/') || argument.AsSpan().IndexOfAny(' ', '\t') >= 0 ? null
            : new PlainCommand([], argument == "" ? [program] : [program, argument]);
    }

    private static PlainCommand? OfEnv(string argument)
    {
        foreach (var option in Splitting)
        {
            if (argument.StartsWith(option, StringComparison.Ordinal))
            {
                return PlainCommand.Parse(argument[option.Length..]);
            }
        }

        return argument == "" || argument.AsSpan().IndexOfAny(" \t=-") >= 0 && !NodeCommandFinder.IsNode(argument)
            ? null : new PlainCommand([], [argument]);
    }
}
