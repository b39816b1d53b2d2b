using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>The child finds what it would find without pm1.</summary>
public sealed class InheritanceTests
{
    private static readonly string All = string.Join(',', Enumerable.Range(1, 64));

    [Theory]
    [InlineData("", "", "defaults")]
    [InlineData("17", "", "SIGCHLD ignored")]
    [InlineData("", "17", "SIGCHLD blocked")]
    [InlineData("17", "17", "SIGCHLD ignored and blocked")]
    [InlineData("", "*", "all blocked")]
    [InlineData("*", "", "all ignored")]
    [InlineData("*", "*", "all ignored and blocked")]
    public async Task Signals_are_as_pm1_was_given_them(string ignored, string blocked, string what)
    {
        Assert.NotEmpty(what);
        await Sight.IsTheSame(Wrap.Given(ignored == "*" ? All : ignored, blocked == "*" ? All : blocked));
    }

    /// <summary>32 and 33 mean nothing to a program of another libc; what its caller set is its own.</summary>
    [Fact]
    public Task The_signals_that_libc_keeps_for_itself_are_as_pm1_was_given_them() =>
        Sight.IsTheSame([.. Wrap.Given("", ""), Shipped.Trial, "reserved"]);

    [Theory]
    [InlineData("17", "")]
    [InlineData("", "17")]
    [InlineData("*", "*")]
    public async Task Orphans_are_reaped_however_SIGCHLD_was_given(string ignored, string blocked)
    {
        using var folder = new TempFolder();
        var given = Wrap.Given(ignored == "*" ? All : ignored, blocked == "*" ? All : blocked);
        await using var pm1 = Launch.Init(Shipped.Worker, "double").Under(given).Start(folder);
        var grandchild = int.Parse(
            (await pm1.Out.Wait(@"grandchild (\d+)")).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        await Poll.Until(() => Proc.Stat(grandchild) is null, Bound.Answer, () => "the grandchild is a zombie");
    }

    [Fact]
    public Task Limits_priorities_umask_and_folder_are_as_pm1_was_given_them() =>
        Sight.IsTheSame(Shipped.Trial, "unlike");

    [Fact]
    public Task Limits_are_as_given_also_when_SIGCHLD_was_ignored() =>
        Sight.IsTheSame([.. Wrap.Given("17", ""), Shipped.Trial, "unlike"]);

    [Fact]
    public Task A_restricted_user_keeps_what_little_it_has() => Sight.IsTheSame(Wrap.Unprivileged);

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    public Task Arguments_and_environment_that_are_no_text_arrive_byte_for_byte(string ignored) =>
        Sight.IsTheSame([.. Wrap.Given(ignored, ""), Shipped.Trial, "odd"]);

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    public Task An_empty_environment_stays_empty(string ignored) =>
        Sight.IsTheSame([.. Wrap.Given(ignored, ""), Shipped.Trial, "bare"]);
}
