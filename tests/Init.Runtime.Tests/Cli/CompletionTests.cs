using Init.Cli;
using Init.Core.Config;
using Xunit;

namespace Init.Runtime.Tests.Cli;

public sealed class CompletionTests
{
    private static readonly IReadOnlyList<GrammarVerb> Verbs = new Grammar().Words;

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Every_verb_and_every_option_is_in_every_script(string shell)
    {
        var typed = Typed.Words("completion", shell);
        Assert.Equal((0, ""), (typed.Code, typed.Error));
        foreach (var verb in Verbs)
        {
            Assert.Contains(verb.Name, typed.Out, StringComparison.Ordinal);
            Assert.All(verb.Options, option => Assert.Contains(
                shell == "fish" ? $"-l {option.Name[2..]}" : option.Name, typed.Out, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Words_are_those_of_the_grammar()
    {
        var run = Verbs.Single(verb => verb.Name == "run");
        Assert.Equal(Settings.All.Select(setting => setting.Flag), run.Options.Where(option => option.TakesValue).Select(option => option.Name));
        Assert.Contains("-w", run.Options[0].Aliases);
        Assert.Contains(run.Options, option => option is { Name: "--help", TakesValue: false });
        Assert.True(Verbs.Single(verb => verb.Name == "start").HasOperand);
    }

    /// <summary>What is offered and then refused would be worse than nothing. Some words are of Node's channel alone.
    /// </summary>
    [Fact]
    public void Every_value_that_is_offered_is_accepted()
    {
        foreach (var setting in Settings.All)
        {
            foreach (var word in Expected.Value(setting.Flag).Words)
            {
                string[] with = word switch
                {
                    "fd" => ["--listen", ":1"],
                    "shared" or "round-robin" or "least-busy" or "disconnect" or "message" or "channel" =>
                        ["--share", "node"],
                    _ => [],
                };
                Assert.Equal((word, ""), (word, Typed.Words(["run", setting.Flag, word, .. with, "--", "x"]).Error));
            }
        }
    }

    [Theory]
    [InlineData("completion", "no shell")]
    [InlineData("completion tcsh", "\"tcsh\" is no shell that is known")]
    public void Other_shells_are_wrong_usage(string line, string error)
    {
        var typed = Typed.Words(line.Split(' '));
        Assert.Equal((2, ""), (typed.Code, typed.Out));
        Assert.Contains(error, typed.Error, StringComparison.Ordinal);
    }
}
