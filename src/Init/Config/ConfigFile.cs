using System.Text;
using Init.Core.Config;

namespace Init.Config;

/// <summary>pm1.yaml and pm1.json.</summary>
internal static class ConfigFile
{
    public static FileOutcome Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var bytes = new byte[FileBounds.BytesMax + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > FileBounds.BytesMax
                ? Failed(path, "is larger than 1 MiB", "is this the right file?")
                : Parse(path, bytes.AsSpan(0, length));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failed(path, $"cannot read: {IoProblem.Of(exception)}", "write the path of a pm1.yaml or pm1.json");
        }
    }

    /// <summary>The language is the file's ending.</summary>
    internal static FileOutcome Parse(string path, ReadOnlySpan<byte> utf8)
    {
        Action<string, FileTree>? language = Path.GetExtension(path) switch
        {
            ".yaml" or ".yml" => YamlFile.Read,
            ".json" => JsonFile.Read,
            _ => null,
        };
        if (language is null)
        {
            return Failed(
                path,
                "is neither YAML nor JSON by its name",
                "name it pm1.yaml or pm1.json; other formats are not in this version");
        }

        var tree = new FileTree(path);
        language(Encoding.UTF8.GetString(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..] : utf8), tree);
        var config = new SchemaReader(tree).Read();
        return new FileOutcome(config, tree.Problems);
    }

    private static FileOutcome Failed(string path, string message, string hint) =>
        new(new InitConfig { AppsOrigin = path }, [new Problem(path, message, hint)]);
}
