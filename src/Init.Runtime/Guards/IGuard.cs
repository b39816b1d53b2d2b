namespace Init.Runtime.Guards;

/// <summary>Looks after the workers from time to time, on the loop's thread and without waiting.</summary>
internal interface IGuard
{
    /// <summary>When <see cref="TakeTime"/> has something to do; null: not by itself.</summary>
    TimeSpan? Deadline { get; }

    /// <param name="now">Monotonic.</param>
    /// <param name="workers">All that have a process and are not on their way out.</param>
    void TakeTime(TimeSpan now, IReadOnlyList<GuardedWorker> workers);
}
