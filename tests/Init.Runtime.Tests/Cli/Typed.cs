using Init.Cli;

namespace Init.Runtime.Tests.Cli;

/// <summary>One command line as typed, and all that came of it.</summary>
internal sealed record Typed(int Code, string Out, string Error, FakeRoles Roles)
{
    public static Typed In(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var roles = new FakeRoles();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(args, roles, new Terminal(output, error, environment));
        return new Typed(code, output.ToString(), error.ToString(), roles);
    }

    public static Typed Words(params string[] args) => In(new Dictionary<string, string>(), args);
}
