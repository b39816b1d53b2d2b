using System.Globalization;
using Init.Core.Spec;

namespace Init.Runtime.Launching;

/// <summary>The channel's variables, which Node's runtime takes out of the environment before the program sees it, and
/// those that programs rely on that ran under PM2 before.</summary>
internal static class NodeVariables
{
    /// <summary>A low number is closed in the worker's own children; a high one would leak into them.</summary>
    private const string ChannelDescriptor = "3";

    /// <param name="find">The value of a variable that the worker would see otherwise; null: there is none.</param>
    internal static IEnumerable<KeyValuePair<string, string>> Of(
        AppSpec app, WorkerIdentity worker, Func<string, string?> find)
    {
        var slot = worker.Slot.ToString(CultureInfo.InvariantCulture);
        if (app.HasChannel && worker.UniqueId > 0)
        {
            yield return new("NODE_CHANNEL_FD", ChannelDescriptor);
            yield return new("NODE_CHANNEL_SERIALIZATION_MODE", "json");
        }

        if (app.HasChannel)
        {
            yield return new("NODE_APP_INSTANCE", slot);
            yield return new("pm_id", slot);
            yield return new("name", app.Name);
            yield return new("exec_mode", app.Share == ShareMode.Node ? "cluster_mode" : "fork_mode");
        }

        if (app.Share == ShareMode.Node && worker.UniqueId > 0)
        {
            yield return new("NODE_UNIQUE_ID", worker.UniqueId.ToString(CultureInfo.InvariantCulture));
        }

        if (app.InstanceVariable.Length > 0)
        {
            yield return new(app.InstanceVariable, slot);
        }

        if (app.IncrementVariable.Length > 0
            && long.TryParse(
                find(app.IncrementVariable) ?? "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var first))
        {
            yield return new(
                app.IncrementVariable, (first + worker.Slot).ToString(CultureInfo.InvariantCulture));
        }
    }
}
