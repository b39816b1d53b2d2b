using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>Which file is executed, and what is said when none can be: as execvp(3) and a shell have it.</summary>
public sealed class ExecutionTests
{
    private const string Script = "echo ran \"$0\" \"$@\"\nexit 5\n";

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData(Script)]
    [InlineData("# no interpreter\n" + Script)]
    public async Task A_file_without_an_interpreter_line_is_the_shells(string text)
    {
        using var folder = new TempFolder();
        await IsAsWithout(folder, folder.Write("script", text, executable: true), "one", "", "two words", "ä");
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    public async Task A_program_of_another_format_is_tried_by_the_shell(string ignored)
    {
        using var folder = new TempFolder();
        var file = folder.Write("alien", "\u007fELF\u0002\u0001\u0001\nexit 5\n", executable: true);
        var alone = Shell.Run("/usr/bin/env", [file]);
        var ended = await Launch.Init(file).Under(Wrap.Given(ignored, "")).Finish(folder);
        Assert.Equal(alone.Code, ended.Code);
    }

    [Theory]
    [InlineData("--")]
    [InlineData("--group")]
    [InlineData("--no-new-privs")]
    public void Neither_the_program_nor_its_folder_need_be_text(string option)
    {
        using var folder = new TempFolder();
        folder.Write("script", Script, executable: true);
        var result = Shell.Run("/bin/bash", ["-c", $$"""
            cd {{folder.Path}} && mkdir $'dÿ' && mv script $'dÿ/sþ' || exit
            {{Shipped.Pm1}} {{option}} $'dÿ/sþ' one || [ $? = 5 ] || exit
            PATH=$PWD/$'dÿ':/usr/bin:/bin {{Shipped.Pm1}} {{option}} $'sþ' two
            """]);
        Assert.Equal((5, ""), (result.Code, result.Error));
        Assert.Equal(["one", "two"], result.Output.Trim().Split('\n').Select(line => line.Split(' ')[^1]));
    }

    [Theory]
    [InlineData("--")]
    [InlineData("--group")]
    public void A_name_that_is_longer_than_the_room_of_a_pipe_holds_nobody_up(string option)
    {
        using var folder = new TempFolder();
        var script = folder.Write("full.py", """
            import fcntl, os, subprocess, sys
            end, pipe = os.pipe()
            size = fcntl.fcntl(pipe, 1032)  # F_GETPIPE_SZ
            os.write(pipe, b'x' * (size - 8192))
            print(subprocess.run([*sys.argv[1:], '/' + 'a' * 60000], stderr=pipe, timeout=20).returncode)
            """);
        var result = Shell.Run(Tool.Python, [script, Shipped.Pm1, option]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal("126\n", result.Output);
    }

    [Fact]
    public async Task An_empty_file_is_a_script_that_does_nothing()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Init(folder.Write("empty", "", executable: true), "one").Finish(folder);
        Assert.Equal((0, "", ""), (ended.Code, ended.Output, ended.Error));
    }

    [Theory]
    [InlineData("#!/no/such\n")]
    [InlineData("#!/bin/sh\r\nexit 0\r\n")]
    public async Task A_script_whose_interpreter_does_not_exist_is_127(string text)
    {
        using var folder = new TempFolder();
        var ended = await Launch.Init(folder.Write("script", text, executable: true)).Finish(folder);
        Assert.Equal(127, ended.Code);
        Assert.Contains("script", Assert.Single(ended.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_somebody_is_writing_is_126()
    {
        using var folder = new TempFolder();
        var file = folder["busy"];
        File.Copy(Shipped.Trial, file);
        using (new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            var ended = await Launch.Init(file, "exit", "0").Finish(folder);
            Assert.Equal(126, ended.Code);
            Assert.Contains("busy", Assert.Single(ended.Complaints), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("plain", 126)]
    [InlineData("folder", 126)]
    [InlineData("plain/below", 127)]
    [InlineData("missing", 127)]
    [InlineData("loop", 126)]
    public async Task What_cannot_be_executed_has_the_shells_code(string name, int code)
    {
        using var folder = new TempFolder();
        folder.Write("plain", Script);
        folder.Make("folder");
        File.CreateSymbolicLink(folder["loop"], folder["loop"]);
        var ended = await Launch.Init(folder[name]).Finish(folder);
        Assert.Equal(code, ended.Code);
        Assert.Single(ended.Complaints);
        Assert.Equal("", ended.Output);
    }

    [Theory]
    [InlineData("missing:plain:good", 5)]
    [InlineData("folder:good", 5)]
    [InlineData("broken:good", 5)]
    [InlineData("file:good", 5)]
    [InlineData("plain:missing", 126)]
    [InlineData("folder:missing", 126)]
    [InlineData("broken:missing", 127)]
    [InlineData("missing:missing", 127)]
    [InlineData("good:missing", 5)]
    public async Task Every_folder_of_PATH_is_tried(string folders, int code)
    {
        using var folder = Searched();
        var path = string.Join(':', folders.Split(':').Select(name => folder[name]));
        var ended = await Launch.Init("program", "argument").With("PATH", path).Finish(folder);
        Assert.Equal(code, ended.Code);
        Assert.Equal(code == 5 ? $"ran {folder["good"]}/program argument\n" : "", ended.Output);
    }

    [Theory]
    [InlineData("", "program")]
    [InlineData(":/nowhere", "program")]
    [InlineData("/nowhere:", "program")]
    [InlineData("/nowhere", "./program")]
    [InlineData("/nowhere", "../good/program")]
    public async Task An_empty_entry_of_PATH_and_a_slash_mean_the_working_folder(string path, string command)
    {
        using var folder = Searched();
        string[] there = ["/usr/bin/env", "-C", folder["good"]];
        var ended = await Launch.Init(command, "argument").Under(there).With("PATH", path).Finish(folder);
        Assert.Equal(5, ended.Code);
        Assert.EndsWith("program argument\n", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_PATH_the_systems_folders_are_searched()
    {
        var ended = await Launch.Finish(Launch.Init("sh", "-c", "exit 5").Under("/usr/bin/env", "-u", "PATH"));
        Assert.Equal(5, ended.Code);
    }

    [Fact]
    public async Task An_empty_command_is_127()
    {
        var ended = await Launch.Finish(Launch.Init(""));
        Assert.Equal(127, ended.Code);
        Assert.Single(ended.Complaints);
    }

    /// <summary>One folder for each thing that `program` can be.</summary>
    private static TempFolder Searched()
    {
        var folder = new TempFolder();
        foreach (var name in new[] { "plain", "good", "folder", "broken" })
        {
            folder.Make(name);
        }

        folder.Write("file", "");
        folder.Write("plain/program", Script);
        folder.Write("good/program", Script, executable: true);
        folder.Make("folder/program");
        folder.Write("broken/program", "#!/no/such\n", executable: true);
        return folder;
    }

    private static async Task IsAsWithout(TempFolder folder, params string[] command)
    {
        var alone = Shell.Run("/usr/bin/env", command);
        var ended = await Launch.Init(command).Finish(folder);
        Assert.Equal((alone.Code, alone.Output, alone.Error), (ended.Code, ended.Output, ended.Error));
    }
}
