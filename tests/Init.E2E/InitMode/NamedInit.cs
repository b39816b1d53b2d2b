using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>pm1 by another program's name, in a folder of its own.</summary>
internal sealed class NamedInit : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string name;

    public NamedInit(string name)
    {
        this.name = name;
        File.CreateSymbolicLink(folder[name], Shipped.Pm1);
    }

    public TempFolder Folder => folder;

    public Launch Called(params string[] arguments) => new() { Program = folder[name], Arguments = arguments };

    public Running Start(params string[] arguments) => Called(arguments).Start(folder);

    public Task<Ended> Finish(params string[] arguments) => Called(arguments).Finish(folder);

    public void Dispose() => folder.Dispose();
}
