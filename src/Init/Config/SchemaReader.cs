using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Init.Core.Config;
using Init.Core.Spec;

namespace Init.Config;

/// <summary>From a tree to a configuration as written: shapes are checked here, values later.</summary>
internal sealed class SchemaReader(FileTree tree)
{
    private const string AppsKey = "apps";

    public InitConfig Read()
    {
        if (tree.Root is not JsonObject root)
        {
            if (tree.Problems.Count == 0)
            {
                tree.Fail("", "holds no settings", "write apps: with one app and its command");
            }

            return new InitConfig { AppsOrigin = tree.File };
        }

        var schema = root.Deserialize(FileJson.Default.FileSchema)!;
        RejectUnknown(schema.Unknown, "", KeysOf(FileJson.Default.FileSchema));
        return new InitConfig
        {
            Admin = Scalar(schema.Admin, Settings.Admin.Key),
            Socket = Scalar(schema.Socket, Settings.Socket.Key),
            Apps = Apps(schema.Apps),
            AppsOrigin = tree.Origin(schema.Apps is null ? "" : AppsKey),
        };
    }

    private List<AppConfig> Apps(JsonNode? node)
    {
        var apps = new List<AppConfig>();
        if (node is not null and not JsonArray)
        {
            tree.Fail(AppsKey, $"is {Shape(node)}, not a list", "write - before the app's first key");
        }

        foreach (var (index, item) in ((node as JsonArray) ?? []).Index())
        {
            var path = $"{AppsKey}[{index}]";
            if (item is JsonObject app)
            {
                apps.Add(App(app.Deserialize(FileJson.Default.AppSchema)!, path));
            }
            else
            {
                tree.Fail(path, $"is {Shape(item)}, not an app", "write its settings: - command: [node, server.js]");
            }
        }

        return apps;
    }

    private AppConfig App(AppSchema app, string path)
    {
        RejectUnknown(app.Unknown, path, KeysOf(FileJson.Default.AppSchema));
        Written? One(JsonNode? node, Setting setting) => Scalar(node, $"{path}.{setting.Key}");
        IReadOnlyList<Written>? Many(JsonNode? node, Setting setting) => Texts(node, $"{path}.{setting.Key}");
        return new AppConfig
        {
            Workers = One(app.Workers, Settings.Workers),
            Name = One(app.Name, Settings.Name),
            Ports = Many(app.Ports, Settings.Ports),
            Private = Many(app.Private, Settings.Private),
            Listen = Many(app.Listen, Settings.Listen),
            Share = One(app.Share, Settings.Share),
            Balance = One(app.Balance, Settings.Balance),
            Ready = One(app.Ready, Settings.Ready),
            ReadyTimeout = One(app.ReadyTimeout, Settings.ReadyTimeout),
            StopSignal = One(app.StopSignal, Settings.StopSignal),
            StopTimeout = One(app.StopTimeout, Settings.StopTimeout),
            DrainDelay = One(app.DrainDelay, Settings.DrainDelay),
            Restart = One(app.Restart, Settings.Restart),
            MaxRestarts = One(app.MaxRestarts, Settings.MaxRestarts),
            ReloadSurge = One(app.ReloadSurge, Settings.ReloadSurge),
            ReloadMinUptime = One(app.ReloadMinUptime, Settings.ReloadMinUptime),
            ReloadCanary = One(app.ReloadCanary, Settings.ReloadCanary),
            MinUptime = One(app.MinUptime, Settings.MinUptime),
            StopExitCodes = Many(app.StopExitCodes, Settings.StopExitCodes),
            MaxMemory = One(app.MaxMemory, Settings.MaxMemory),
            MemoryPressure = One(app.MemoryPressure, Settings.MemoryPressure),
            MaxLifetime = One(app.MaxLifetime, Settings.MaxLifetime),
            MaxRequests = One(app.MaxRequests, Settings.MaxRequests),
            Heartbeat = One(app.Heartbeat, Settings.Heartbeat),
            Schedule = One(app.Schedule, Settings.Schedule),
            Watch = Many(app.Watch, Settings.Watch),
            WatchIgnore = Many(app.WatchIgnore, Settings.WatchIgnore),
            Checks = Many(app.Checks, Settings.Checks),
            CheckPeriod = One(app.CheckPeriod, Settings.CheckPeriod),
            CheckTimeout = One(app.CheckTimeout, Settings.CheckTimeout),
            CheckThreshold = One(app.CheckThreshold, Settings.CheckThreshold),
            CheckStartPeriod = One(app.CheckStartPeriod, Settings.CheckStartPeriod),
            User = One(app.User, Settings.User),
            Env = Env(app.Env, $"{path}.{Settings.Env.Key}"),
            Cwd = One(app.Cwd, Settings.Cwd),
            Command = Command(app.Command, $"{path}.command"),
        };
    }

    private Written? Scalar(JsonNode? node, string path)
    {
        if (node is JsonValue value)
        {
            return new Written(value.GetValue<string>(), tree.Origin(path));
        }

        if (node is not null)
        {
            tree.Fail(path, $"is {Shape(node)}, not one value", "write one value after the colon");
        }

        return null;
    }

    /// <summary>A list of one may be written as its only value.</summary>
    private IReadOnlyList<Written>? Texts(JsonNode? node, string path)
    {
        if (node is not JsonArray list)
        {
            return Scalar(node, path) is { } only ? [only] : null;
        }

        return [.. list.Index().Select(item => Scalar(item.Item, $"{path}[{item.Index}]")).OfType<Written>()];
    }

    /// <summary>One text would have to be split, and then quotes, spaces and variables would mean what some shell
    /// thinks.</summary>
    private IReadOnlyList<Written>? Command(JsonNode? node, string path)
    {
        if (node is not JsonValue value)
        {
            return Texts(node, path);
        }

        var words = value.GetValue<string>().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        tree.Fail(
            path, "is one text, not a list",
            $"write [{string.Join(", ", words)}], or [sh, -c, …] if a shell must read it");
        return null;
    }

    private List<Written>? Env(JsonNode? node, string path)
    {
        if (node is null)
        {
            return null;
        }

        if (node is not JsonObject map)
        {
            tree.Fail(path, $"is {Shape(node)}, not a map", "write NAME: value, one on a line");
            return null;
        }

        var variables = new List<Written>();
        foreach (var (name, value) in map)
        {
            if (Scalar(value, $"{path}.{name}") is { } written)
            {
                variables.Add(written with { Text = $"{name}={written.Text}" });
            }
        }

        return variables;
    }

    private void RejectUnknown(JsonObject? unknown, string path, IReadOnlyList<string> known)
    {
        foreach (var (name, _) in unknown ?? [])
        {
            var hint = Nearest.Of(name, known) is { } near ? $"did you mean {near}?"
                : path == "" && KeysOf(FileJson.Default.AppSchema).Contains(name) ? $"write it under {AppsKey}:"
                : path != "" && KeysOf(FileJson.Default.FileSchema).Contains(name)
                    ? $"write it at the top, beside {AppsKey}:"
                : $"known here: {string.Join(", ", known)}";
            tree.Fail(path == "" ? name : $"{path}.{name}", "unknown key", hint);
        }
    }

    private static List<string> KeysOf(JsonTypeInfo type) =>
        [.. type.Properties.Where(property => !property.IsExtensionData).Select(property => property.Name)];

    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject => "a map",
        JsonArray => "a list",
        JsonValue value => Fault.Quote(value.GetValue<string>()),
        _ => "empty",
    };
}
