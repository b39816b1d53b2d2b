using Init.Core.Pool;
using Init.Core.Read;
using Init.Runtime.Cluster;

namespace Init.Runtime.Tests.Cluster;

/// <summary>What a primary had to say.</summary>
internal sealed class NewsRecord : INodeNews
{
    internal List<(Seat Seat, int Pid, WorkerEvent Event)> Happened { get; } = [];

    internal List<PoolEvent.Replace> Wishes { get; } = [];

    internal List<News> Told { get; } = [];

    internal List<Degradation> Lost { get; } = [];

    internal IEnumerable<News> Messages => Told.Where(news => news.Kind == NewsKind.Message);

    internal IEnumerable<News> Notes => Told.Where(news => news.Kind == NewsKind.Note);

    internal int Count(WorkerEventKind kind) => Happened.Count(entry => entry.Event.Kind == kind);

    public void Happen(Seat seat, int pid, WorkerEvent happened) => Happened.Add((seat, pid, happened));

    public void Replace(PoolEvent.Replace wish) => Wishes.Add(wish);

    public void Tell(News news) => Told.Add(news);

    public void Degrade(Degradation degradation) => Lost.Add(degradation);
}
