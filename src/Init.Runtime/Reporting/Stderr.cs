using System.Text;
using Init.Linux.Descriptors;

namespace Init.Runtime.Reporting;

/// <summary>Lines for people, on standard error. Console is not used: its first line starts the runtime's signal
/// thread, which would compete with ours, and costs a megabyte. A line that cannot be written is dropped: nothing here
/// may stop a supervisor.</summary>
public static class Stderr
{
    public static void Line(string text) => StandardError.Write(Encoding.UTF8.GetBytes("pm1: " + text + "\n"));

    /// <summary>What failed, on what, why; and what to do.</summary>
    public static void Error(string message, string hint) =>
        StandardError.Write(Encoding.UTF8.GetBytes($"pm1: {message}\npm1: hint: {hint}\n"));
}
