using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Init.Config;

/// <summary>YAML by events: no serializer, so no reflection, and no type is guessed from a scalar: `off` and `0x10`
/// stay what was written.</summary>
internal static class YamlFile
{
    private const string Hint = "close every bracket and quote, mind the indentation, and quote text with : or #";

    public static void Read(string text, FileTree tree)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            while (parser.MoveNext() && Take(parser.Current!, tree))
            {
            }
        }
        catch (YamlException exception)
        {
            // The parser has no other way to say that this is not YAML.
            tree.Fail(At(exception.Start), Sentence(exception.Message), Hint);
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or ArgumentException or FormatException)
        {
            // The scanner trips over some broken input, such as a flow list that is never closed: it looks at a stack
            // that is empty by then. A wrong file must not look like a fault of ours.
            tree.Fail(At(parser.Current?.End ?? Mark.Empty), "this is not YAML from here on", Hint);
        }
    }

    /// <returns>False: there is no sense in reading on.</returns>
    private static bool Take(ParsingEvent found, FileTree tree)
    {
        var at = At(found.Start);
        if (found is DocumentStart && tree.Root is not null)
        {
            tree.Fail(at, "a second document begins here", "write one document in one file");
            return false;
        }

        // An alias repeats what it names, and a few lines of aliases to aliases are gigabytes.
        if (found is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
        {
            tree.Fail(at, "anchors and aliases (& and *) are not read", "write the value out, or quote it");
            return false;
        }

        if (found is NodeEvent { Tag.IsEmpty: false })
        {
            tree.Fail(at, "tags (!) are not read", "leave the tag out, or quote the text");
            return false;
        }

        switch (found)
        {
            case Scalar scalar when tree.AwaitsKey:
                tree.Key(scalar.Value, at);
                return true;
            case Scalar scalar:
                return tree.Scalar(IsNull(scalar) ? null : scalar.Value, at);
            case MappingStart or SequenceStart when tree.AwaitsKey:
                tree.Fail(at, "a key must be a word", "write key: value");
                return false;
            case MappingStart:
                return tree.Begin(new JsonObject(), at);
            case SequenceStart:
                return tree.Begin(new JsonArray(), at);
            case MappingEnd or SequenceEnd:
                tree.End();
                return true;
            default:
                return true;
        }
    }

    private static bool IsNull(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";

    private static Position At(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private static string Sentence(string message) =>
        message.Length == 0 ? "is not YAML" : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
