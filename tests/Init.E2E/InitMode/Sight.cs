using System.Text;
using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>What a program finds when it starts: descriptors, masks, limits, bytes of arguments and environment, and
/// whatever else a parent hands to a child.</summary>
internal static class Sight
{
    /// <summary>It is the same whether pm1 stands between the program and the wrapper or not; and its exit code comes
    /// through.</summary>
    public static async Task IsTheSame(params string[] wrapper)
    {
        using var folder = new TempFolder();
        string[] look = ["look", folder["seen"], "7"];
        var alone = await Seen(new Launch { Program = Shipped.Trial, Arguments = look }.Under(wrapper), folder);
        var below = await Seen(Launch.Init([Shipped.Trial, .. look]).Under(wrapper), folder);
        Assert.Equal(alone, below);
    }

    private static async Task<string[]> Seen(Launch launch, TempFolder folder)
    {
        File.Delete(folder["seen"]);
        var ended = await launch.Under(Shipped.Trial, "clean").Finish(folder);
        Assert.Equal(7, ended.Code);
        Assert.Equal("", ended.Output + ended.Error);
        return Encoding.Latin1.GetString(File.ReadAllBytes(folder["seen"])).Split('\n', '\0');
    }
}
