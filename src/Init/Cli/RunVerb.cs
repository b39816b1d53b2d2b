namespace Init.Cli;

/// <summary>`pm1 run`: one app from flags and environment.</summary>
internal static class RunVerb
{
    public static int Run(ParsedArguments arguments, IRoles roles, Terminal terminal) =>
        Supervision.Run(arguments, null, arguments.Problems, roles, terminal);
}
