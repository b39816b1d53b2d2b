using Init.E2E.Harness;

namespace Init.E2E.CommandLine;

/// <summary>`pm1 install DIR`, for an init container with no shell and no cp.</summary>
public sealed class InstallTests
{
    [Fact]
    public async Task The_copy_is_whole_and_runs()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Verb("install", folder.Path).Finish(folder);
        Assert.Equal(0, ended.Code);
        Assert.Equal(await File.ReadAllBytesAsync(Shipped.Pm1, TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(folder["pm1"], TestContext.Current.CancellationToken));
        Assert.Equal(3, Shell.Run(folder["pm1"], ["--", "/bin/sh", "-c", "exit 3"]).Code);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named()
    {
        var ended = await Launch.Finish(Launch.Verb("install", "/nowhere/at/all"));
        Assert.NotEqual(0, ended.Code);
        Assert.Contains("/nowhere/at/all", Assert.Single(ended.Complaints), StringComparison.Ordinal);
    }
}
