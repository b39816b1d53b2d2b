using Init.Core.Pool;
using Init.Core.Read;

namespace Init.Runtime.Cluster;

/// <summary>Where what happens on channels goes.</summary>
internal interface INodeNews
{
    /// <summary>To a worker.</summary>
    void Happen(Seat seat, int pid, WorkerEvent happened);

    /// <summary>A guard's wish.</summary>
    void Replace(PoolEvent.Replace wish);

    /// <summary>For whoever follows.</summary>
    void Tell(News news);

    void Degrade(Degradation degradation);
}
