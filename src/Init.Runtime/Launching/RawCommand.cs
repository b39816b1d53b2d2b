using System.Text;
using Init.Linux.Processes;

namespace Init.Runtime.Launching;

/// <summary>A command as bytes. Arguments need not be UTF-8, and .NET's strings cannot hold what is not; but those that
/// came on pm1's own command line are its last, and there they stand as they were given.</summary>
internal static class RawCommand
{
    internal static IReadOnlyList<byte[]> Of(IReadOnlyList<string> command) => Of(command, Self.RawArguments() ?? []);

    /// <param name="argv">All that this process was given.</param>
    internal static IReadOnlyList<byte[]> Of(IReadOnlyList<string> command, IReadOnlyList<byte[]> argv)
    {
        var last = argv.TakeLast(command.Count).ToList();
        return last.Select(Encoding.UTF8.GetString).SequenceEqual(command)
            ? last : command.Select(Encoding.UTF8.GetBytes).ToList();
    }
}
