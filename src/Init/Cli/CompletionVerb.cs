using Init.Core.Config;
using Init.Core.Spec;

namespace Init.Cli;

/// <summary>`pm1 completion bash|zsh|fish`: a script that knows the words of this very version.</summary>
internal static class CompletionVerb
{
    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        var words = new Grammar().Words;
        var script = arguments.Operand switch
        {
            "bash" => BashCompletion.Of(words),
            "zsh" => ZshCompletion.Of(words),
            "fish" => FishCompletion.Of(words),
            _ => null,
        };
        if (script is null)
        {
            var what = arguments.Operand is { } shell ? $"{Fault.Quote(shell)} is no shell that is known" : "no shell";
            return terminal.Report([new Problem("", what, "write pm1 completion bash, zsh or fish")]);
        }

        terminal.Out.Write(script);
        return ExitCode.Done;
    }
}
