namespace Init.Metrics;

/// <param name="OpenFiles">null where /proc/PID/fd may not be read: the worker runs as another user.</param>
internal sealed record ProcessReading(
    double UserSeconds, double SystemSeconds, long ResidentBytes, int Threads, int? OpenFiles);
