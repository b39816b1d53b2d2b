using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>Descriptors 0 to 2 and those above as the child, the caller and pm1 itself have them.</summary>
public sealed class StandardDescriptorTests
{
    [Theory]
    [InlineData("0:closed")]
    [InlineData("1:closed")]
    [InlineData("2:closed")]
    [InlineData("0:closed,1:closed")]
    [InlineData("0:closed,2:closed")]
    [InlineData("1:closed,2:closed")]
    [InlineData("0:closed,1:closed,2:closed")]
    [InlineData("0:closed,1:closed,2:closed,3:null,5:null,6:null,40:null,300:null")]
    public Task Closed_descriptors_are_closed_for_the_child(string having) =>
        Sight.IsTheSame(Shipped.Trial, "having", having);

    [Theory]
    [InlineData("0:closed,1:closed,2:closed")]
    [InlineData("1:null,2:closed,3:null,6:null")]
    public Task Closed_descriptors_are_closed_also_when_SIGCHLD_was_ignored(string having) =>
        Sight.IsTheSame([.. Wrap.Given("17", ""), Shipped.Trial, "having", having]);

    [Theory]
    [InlineData("0:closed,1:closed,2:closed,3:null,4:folder")]
    [InlineData("1:closed,2:closed,3:folder,5:null")]
    public Task What_was_passed_arrives_also_where_lower_numbers_were_closed_and_the_launch_takes_longer(string having) =>
        Sight.IsTheSame([.. Wrap.Given("17", ""), Shipped.Trial, "having", having]);

    [Theory]
    [InlineData("0:closed,1:closed,2:closed")]
    [InlineData("0:hungup-own")]
    public Task Closed_and_hung_up_descriptors_are_no_matter_to_PID_1(string having) =>
        Sight.IsTheSame([.. Wrap.PidNamespace, Shipped.Trial, "having", having]);

    [Theory]
    [InlineData("0:pipe")]
    [InlineData("0:null")]
    [InlineData("0:writeonly")]
    [InlineData("0:folder")]
    [InlineData("0:path")]
    [InlineData("0:socket")]
    [InlineData("0:pty")]
    [InlineData("0:hungup")]
    [InlineData("0:hungup-own")]
    [InlineData("0:hungup-own,1:closed,2:closed")]
    [InlineData("0:hungup,1:hungup,2:hungup")]
    [InlineData("0:pty,1:closed,2:closed")]
    public Task Standard_input_that_is_no_terminal_of_ours_is_tolerated(string having) =>
        Sight.IsTheSame(Shipped.Trial, "having", having);

    [Theory]
    [InlineData("3:null")]
    [InlineData("3:folder,4:pipe,5:socket,6:null,7:null,8:null,9:null")]
    [InlineData("10:null,63:null,64:null,1000:null")]
    public Task Descriptors_that_the_caller_left_open_reach_the_child(string having) =>
        Sight.IsTheSame(Shipped.Trial, "having", having);

    [Theory]
    [InlineData(3, "")]
    [InlineData(5, "")]
    [InlineData(5, "17")]
    [InlineData(70, "")]
    [InlineData(1000, "")]
    public async Task A_pipe_of_the_callers_ends_when_the_child_closes_it_though_pm1_runs(int number, string ignored)
    {
        using var folder = new TempFolder();
        var fifo = folder["fifo"];
        Assert.Equal(0, Shell.Run("/usr/bin/mkfifo", [fifo]).Code);
        var script = folder.Write("hold.py", $"""
            import os, sys
            fd = os.open({Quoted(fifo)}, os.O_WRONLY)
            os.dup2(fd, {number})
            os.set_inheritable({number}, True)
            os.execv(sys.argv[1], sys.argv[1:])
            """);
        string[] child = [Tool.Python, "-c", $"import os, time; os.write({number}, b'held'); os.close({number}); time.sleep(600)"];
        await using var pm1 = Launch.Init(child).Under([.. Wrap.Given(ignored, ""), Tool.Python, script]).Start(folder);
        var read = File.ReadAllBytesAsync(fifo, TestContext.Current.CancellationToken);
        await Poll.Until(() => read.IsCompleted, Bound.Answer, () => "somebody still holds the pipe");
        Assert.Equal("held"u8.ToArray(), await read);
        Assert.False(pm1.HasExited);
    }

    [Fact]
    public async Task Pm1_holds_nothing_of_the_callers_but_0_to_2()
    {
        using var folder = new TempFolder();
        string[] having = [Shipped.Trial, "having", "3:folder,4:folder,5:folder,6:folder,7:folder,9:folder,70:folder,1000:folder"];
        await using var pm1 = Launch.Init(Shipped.Trial, "count", "7").Under(having).Start(folder);
        await pm1.Out.Wait("counting");
        await Poll.Until(() => !Held(pm1.Pid).Contains("/"), Bound.Answer, () => string.Join(' ', Held(pm1.Pid)));
    }

    private static IReadOnlyList<string> Held(int pid) =>
        [.. Directory.GetFileSystemEntries($"/proc/{pid}/fd").Select(path => new FileInfo(path).LinkTarget ?? "")];

    private static string Quoted(string text) => $"'{text}'";
}
