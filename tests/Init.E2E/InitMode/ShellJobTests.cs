using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>pm1 as a job of an interactive shell, whose user stops it, has the prompt back, and goes on with
/// it.</summary>
public sealed class ShellJobTests
{
    [Theory]
    [InlineData("interrupt")]
    [InlineData("stop")]
    [InlineData("two_jobs")]
    [InlineData("background")]
    [InlineData("background_that_runs")]
    [InlineData("background_of_a_stopped")]
    [InlineData("end_of_a_stopped")]
    [InlineData("script")]
    [InlineData("editor")]
    [InlineData("inner_shell")]
    [InlineData("suspended_shell")]
    [InlineData("pipeline")]
    [InlineData("end_of_a_pipeline")]
    [InlineData("messages")]
    [InlineData("namespace")]
    [InlineData("script_goes_on")]
    [InlineData("session_leader")]
    public void A_job_of_pm1_is_one_like_any_other(string scene) => Play(scene, "pm1", "--");

    [Theory]
    [InlineData("stop")]
    [InlineData("background")]
    [InlineData("session_leader")]
    public void So_it_is_with_an_option(string scene) => Play(scene, "pm1", "--wait-all", "--group", "--");

    [Theory]
    [InlineData("stop")]
    [InlineData("pipeline")]
    public void So_it_is_where_the_launch_stage_starts_the_command(string scene) => Play(scene, "pm1", "--no-new-privs", "--");

    [Theory]
    [InlineData("interrupt")]
    [InlineData("stop")]
    [InlineData("background")]
    [InlineData("end_of_a_stopped")]
    [InlineData("end_of_a_pipeline")]
    [InlineData("script")]
    [InlineData("inner_shell")]
    [InlineData("session_leader")]
    public void So_it_is_by_the_name_of_tini(string scene) => Play(scene, "tini", "--");

    [Theory]
    [InlineData("interrupt")]
    [InlineData("stop")]
    [InlineData("end_of_a_pipeline")]
    public void So_it_is_by_the_name_of_dumb_init_in_its_callers_session(string scene) => Play(scene, "dumb-init", "-c", "--");

    private static void Play(string scene, params string[] init)
    {
        using var folder = new TempFolder();
        foreach (var name in new[] { "pm1", "tini", "dumb-init" })
        {
            File.CreateSymbolicLink(folder[name], Shipped.Pm1);
        }

        Assert.NotEmpty(Tool.Bash);
        var played = Shell.Run(Tool.Python, [Shipped.Source("jobs.py"), folder.Path, scene, .. init]);
        Assert.True(played.Code == 0, played.Error + played.Output);
    }
}
