using System.Text;
using System.Text.Json;

namespace Init.Core.NodePrograms;

/// <summary>What of a package.json matters to the start of its program.</summary>
internal sealed record PackageJson(string Path)
{
    public const int BytesMax = 1 << 20;
    private const int ConfigsMax = 64;
    private const int TextCharsMax = 4096;

    public string? Name { get; private init; }
    public string? Version { get; private init; }
    public string? Main { get; private init; }

    /// <summary>A script that is no text is null.</summary>
    public IReadOnlyDictionary<string, string?> Scripts { get; private init; } = new Dictionary<string, string?>();

    /// <summary>`config`, flat, by the names that npm gives its parts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Config { get; private init; } = [];

    /// <returns>null: there is none in the folder, or it is too large, or it is none.</returns>
    public static PackageJson? Read(ICommandFiles files, string folder)
    {
        var path = FilePath.Under(folder, "package.json");
        return files.Read(path, BytesMax) is { } bytes ? Parse(path, bytes) : null;
    }

    private static PackageJson? Parse(string path, byte[] bytes)
    {
        var skipped = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(skipped));
            return document.RootElement.ValueKind == JsonValueKind.Object ? Of(path, document.RootElement) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // It is no JSON, or has a text that is no Unicode: the parser has no other way to say either.
            return null;
        }
    }

    private static PackageJson Of(string path, JsonElement root)
    {
        var config = new List<KeyValuePair<string, string>>();
        if (root.TryGetProperty("config", out var written))
        {
            Flatten(written, "npm_package_config", config);
        }

        return new PackageJson(path)
        {
            Name = Text(root, "name"),
            Version = Text(root, "version"),
            Main = Text(root, "main"),
            Scripts = ScriptsOf(root),
            Config = config,
        };
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= TextCharsMax } text && !text.Contains('\0') ? text : null;

    private static Dictionary<string, string?> ScriptsOf(JsonElement root)
    {
        var scripts = new Dictionary<string, string?>();
        if (root.TryGetProperty("scripts", out var all) && all.ValueKind == JsonValueKind.Object)
        {
            foreach (var script in all.EnumerateObject())
            {
                scripts[script.Name] = script.Value.ValueKind == JsonValueKind.String ? script.Value.GetString() : null;
            }
        }

        return scripts;
    }

    private static void Flatten(JsonElement value, string name, List<KeyValuePair<string, string>> config)
    {
        if (config.Count >= ConfigsMax || name.Length > TextCharsMax)
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var part in value.EnumerateObject())
            {
                Flatten(part.Value, $"{name}_{part.Name}", config);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var part in value.EnumerateArray())
            {
                Flatten(part, $"{name}_{index++}", config);
            }
        }
        else if (name.AsSpan().IndexOfAny('=', '\0') < 0
            && Scalar(value) is { Length: <= TextCharsMax } text && !text.Contains('\0'))
        {
            config.Add(new(name, text));
        }
    }

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        _ => "",
    };
}
