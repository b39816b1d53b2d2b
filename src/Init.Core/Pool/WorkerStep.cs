namespace Init.Core.Pool;

/// <summary>A worker after an event, and what is to be done about it.</summary>
public readonly record struct WorkerStep(Worker Worker, IReadOnlyList<Effect> Effects)
{
    public static WorkerStep Same(Worker worker) => new(worker, []);
}
