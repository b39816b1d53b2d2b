using Init.E2E.Harness;

namespace Init.E2E.CommandLine;

/// <summary>`pm1 install --as NAME DIR`: pm1 in the place of another program.</summary>
public sealed class InstallAsTests
{
    [Fact]
    public async Task Every_name_works_after_one_call()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Verb("install", "--as", "tini", "--as", "dumb-init", folder.Path).Finish(folder);
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Equal(["dumb-init", "pm1", "tini"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(0, Shell.Run(folder["tini"], ["-s", "-e", "5", "--", "/bin/sh", "-c", "exit 5"]).Code);
        Assert.Equal(2, Shell.Run(folder["dumb-init"], ["/nowhere/at/all"]).Code);
        Assert.Equal(3, Shell.Run(folder["pm1"], ["--", "/bin/sh", "-c", "exit 3"]).Code);
    }

    [Fact]
    public async Task A_second_time_it_replaces_what_is_there()
    {
        using var folder = new TempFolder();
        folder.Write("tini", "#!/bin/sh\nexit 9\n", executable: true);
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(0, (await Launch.Verb("install", folder.Path, "--as", "tini").Finish(folder)).Code);
            Assert.Equal(5, Shell.Run(folder["tini"], ["-s", "/bin/sh", "-c", "exit 5"]).Code);
        }
    }

    [Fact]
    public async Task A_name_that_means_nothing_to_pm1_is_2_and_nothing_is_written()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Verb("install", "--as", "systemd", folder.Path).Finish(folder);
        Assert.Equal(2, ended.Code);
        Assert.Contains("systemd", ended.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
