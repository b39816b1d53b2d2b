using Init.Config;
using Init.Core.Config;

namespace Init.Cli;

/// <summary>`pm1 start FILE`: the app of a file, with flags and environment over it.</summary>
internal static class StartVerb
{
    public static int Run(ParsedArguments arguments, IRoles roles, Terminal terminal)
    {
        if (arguments.Operand is not { } path)
        {
            return terminal.Report([.. arguments.Problems, new Problem("", "no file", "write pm1 start pm1.yaml")]);
        }

        var file = ConfigFile.Read(path);
        return Supervision.Run(arguments, file.Config, [.. arguments.Problems, .. file.Problems], roles, terminal);
    }
}
