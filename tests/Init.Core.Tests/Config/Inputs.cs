using Init.Core.Config;

namespace Init.Core.Tests.Config;

/// <summary>Inputs as the command line would make them.</summary>
internal static class Inputs
{
    public static SpecInput Of(params string[] command) => new()
    {
        Flags = new InitConfig
        {
            Apps = [new AppConfig { Command = [.. command.Select(word => new Written(word, "command"))] }],
        },
        Environment = new Dictionary<string, string>(),
        FindUser = _ => null,
    };

    public static SpecInput Env(SpecInput input, params (string Name, string Value)[] variables) =>
        input with { Environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value) };

    public static SpecInput Flag(SpecInput input, params (Setting Setting, string Text)[] flags)
    {
        var config = Config(setting => setting.Flag, flags);
        return input with { Flags = config with { Apps = [config.Apps[0] with { Command = input.Flags.Apps[0].Command }] } };
    }

    /// <summary>As a file says it.</summary>
    public static InitConfig Config(params (Setting Setting, string Text)[] values) =>
        Config(setting => $"pm1.yaml:1:1: {setting.Key}", values);

    private static InitConfig Config(Func<Setting, string> origin, (Setting Setting, string Text)[] values)
    {
        List<Written>? Find(Setting setting)
        {
            var found = values.Where(value => value.Setting == setting).Select(
                value => new Written(value.Text, origin(setting)));
            return found.ToList() is { Count: > 0 } list ? list : null;
        }

        return new InitConfig
        {
            Admin = Find(Settings.Admin)?[0],
            Socket = Find(Settings.Socket)?[0],
            Apps = [AppConfig.Read(Find)],
            AppsOrigin = "pm1.yaml:1:1: apps",
        };
    }
}
