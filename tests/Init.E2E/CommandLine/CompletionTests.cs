using Init.E2E.Harness;

namespace Init.E2E.CommandLine;

/// <summary>The scripts of `pm1 completion`, read by the shells that they are for.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Script_is_one_that_the_shell_accepts(string shell)
    {
        var program = shell switch { "zsh" => Tool.Zsh, "fish" => Tool.Fish, _ => Tool.Bash };
        using var folder = new TempFolder();
        var result = Shell.Run(program, ["-n", await Script(shell, folder)]);
        Assert.True(result is { Code: 0, Error: "" }, result.Error);
    }

    [Theory]
    [InlineData("pm1|dra", "drain")]
    [InlineData("pm1|--exit", "--exit-map")]
    [InlineData("pm1|run|--stop-t", "--stop-timeout")]
    [InlineData("pm1|run|-w|a", "auto auto-1")]
    [InlineData("pm1|run|--share|", "auto node bind fd none")]
    [InlineData("pm1|run|--share|=|b", "bind")]
    [InlineData("pm1|run|--share|=", "auto node bind fd none")]
    [InlineData("pm1|start|--stop-signal|SIGT", "SIGTRAP SIGTERM SIGTSTP SIGTTIN SIGTTOU")]
    [InlineData("pm1|probe|", "live ready startup")]
    [InlineData("pm1|completion|f", "fish")]
    [InlineData("pm1|list|--j", "--json")]
    [InlineData("pm1|run|--|/bin/true", "/bin/true")]
    [InlineData("pm1|run|-w|2|--|cat|/etc/hostnam", "/etc/hostname")]
    [InlineData("pm1|run|--name=x|cat|--share|/etc/hostnam", "/etc/hostname")]
    [InlineData("pm1|start|/etc/hostnam", "/etc/hostname")]
    [InlineData("pm1|install|/us", "/usr")]
    [InlineData("pm1|version|", "")]
    public async Task Bash_completes(string words, string replies)
    {
        using var folder = new TempFolder();
        var completed = Complete(await Script("bash", folder), words, "PATH=/usr/bin:/bin");
        Assert.Equal(replies.Split(' ', StringSplitOptions.RemoveEmptyEntries), completed.Distinct());
    }

    /// <summary>Whatever verb takes an app: the words come from the pm1 that runs, or there are none and no noise.
    /// </summary>
    [Fact]
    public async Task Apps_and_slots_are_those_of_the_running_pm1()
    {
        using var folder = new TempFolder();
        var script = await Script("bash", folder);
        File.CreateSymbolicLink(folder["pm1"], Shipped.Pm1);
        string[] environment = [$"PATH={folder.Path}:/usr/bin:/bin", $"PM1_RUNTIME_DIR={folder.Path}"];
        Assert.Equal("\n", Asked(script, environment));
        await using var pm1 = Launch.Run(["-w", "2", "--name", "shop"], Server.C(FreePort.Next())).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        Assert.Equal("shop\n0 1\n", Asked(script, environment));
        Assert.Equal(["shop"], Complete(script, "pm1|reload|", environment));
        Assert.Equal(["shop"], Complete(script, "pm1|start|shop", environment));
        Assert.Equal(["0", "1"], Complete(script, "pm1|restart|shop|--slot|", environment));
        Assert.Equal(["SIGUSR1", "SIGUSR2"], Complete(script, "pm1|signal|shop|SIGUSR", environment));
    }

    private static string Asked(string script, string[] environment)
    {
        var result = Shell.Run("/usr/bin/env", [
            "-i", .. environment, Tool.Bash, "-c", "source \"$1\"; echo $(_pm1_apps); echo $(_pm1_slots)", "x", script]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        return result.Output == "\n\n" ? "\n" : result.Output;
    }

    private static string[] Complete(string script, string words, params string[] environment)
    {
        const string drive = """
            source "$1"; shift
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _pm1
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        var result = Shell.Run(
            "/usr/bin/env", ["-i", .. environment, Tool.Bash, "-c", drive, "x", script, .. words.Split('|')]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<string> Script(string shell, TempFolder folder)
    {
        var ended = await Launch.Finish(Launch.Verb("completion", shell));
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        return folder.Write($"pm1.{shell}", ended.Output);
    }
}
