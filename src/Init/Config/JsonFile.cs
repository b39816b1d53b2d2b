using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Init.Config;

/// <summary>JSON by tokens, into the same tree as YAML: numbers stay as written.</summary>
internal static class JsonFile
{
    public static void Read(string text, FileTree tree)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = FileBounds.DepthMax + 1 });
        var lines = new LineCounter();
        try
        {
            while (reader.Read() && Take(ref reader, lines.At(utf8, (int)reader.TokenStartIndex), tree))
            {
            }
        }
        catch (JsonException exception)
        {
            // The reader has no other way to say that this is not JSON; its message is only a key in this binary.
            var line = (int)(exception.LineNumber ?? 0);
            var column = (int)(exception.BytePositionInLine ?? 0);
            tree.Fail(
                new Position(line + 1, column + 1), "this is not JSON", "mind commas and quotes; JSON has no comments");
        }
    }

    private static bool Take(ref Utf8JsonReader reader, Position at, FileTree tree)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                tree.Key(reader.GetString()!, at);
                return true;
            case JsonTokenType.StartObject:
                return tree.Begin(new JsonObject(), at);
            case JsonTokenType.StartArray:
                return tree.Begin(new JsonArray(), at);
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                tree.End();
                return true;
            case JsonTokenType.String:
                return tree.Scalar(reader.GetString(), at);
            case JsonTokenType.Null:
                return tree.Scalar(null, at);
            default:
                return tree.Scalar(Encoding.UTF8.GetString(reader.ValueSpan), at);
        }
    }

    /// <summary>Turns rising byte offsets into lines and columns, in one pass over the file.</summary>
    private struct LineCounter
    {
        private int line;
        private int lineStart;
        private int seen;

        public Position At(ReadOnlySpan<byte> utf8, int offset)
        {
            for (; seen < offset; seen++)
            {
                if (utf8[seen] == '\n')
                {
                    line++;
                    lineStart = seen + 1;
                }
            }

            return new Position(line + 1, offset - lineStart + 1);
        }
    }
}
