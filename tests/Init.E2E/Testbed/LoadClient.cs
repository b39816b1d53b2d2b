namespace Init.E2E.Testbed;

/// <summary>load.py, somewhere in the test bed, running until it is told to stop.</summary>
internal sealed class LoadClient(BedProcess process) : IAsyncDisposable
{
    public static string Script => Sources.Path("tests/Init.E2E/Testbed/load.py");

    /// <summary>Longer than its patience with one request.</summary>
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(40);

    public async Task<LoadReport> Stop()
    {
        process.CloseInput();
        var result = await process.End(LastRequests);
        Assert.True(result.Code == 0, result.Error);
        return LoadReport.Read(result.Output);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
