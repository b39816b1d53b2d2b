using Init.Core.Pool;

namespace Init.Runtime.Cluster;

/// <summary>A worker that has a channel.</summary>
internal sealed class NodeWorker(Seat seat, int pid, NodeChannel channel)
{
    private const int AskedMax = 1024;

    private readonly Dictionary<string, NodeListener> _servers = [];
    private readonly Dictionary<NodeListener, string> _keys = [];
    private long _lastSeq;

    internal Seat Seat => seat;

    internal int Pid => pid;

    internal NodeChannel Channel => channel;

    /// <summary>Connections that it has not accepted yet, by number.</summary>
    internal Dictionary<long, HandOver> UnderWay { get; } = [];

    internal Queue<Asked> Asked { get; } = [];

    /// <summary>One that reads, and acknowledges nothing, is hostile.</summary>
    internal bool AnswersTooLittle => Asked.Count >= AskedMax;

    /// <summary>0: it is to be handed nothing.</summary>
    internal long Weight { get; set; }

    /// <summary>It leaves, by its own decision or ours.</summary>
    internal bool Leaves { get; set; }

    /// <summary>It has refused a connection: until then others are asked first.</summary>
    internal TimeSpan RefusesUntil { get; set; }

    /// <summary>Connections that it has, where they are counted.</summary>
    internal int Open { get; set; }

    /// <summary>All that it has accepted so far.</summary>
    internal long Handed { get; set; }

    /// <summary>At how many it is to be replaced; null: not decided yet.</summary>
    internal long? ReplaceAt { get; set; }

    internal Pulse Pulse { get; } = new();

    internal MessageAllowance Messages { get; } = new();

    /// <summary>Was told to stop, in whatever way.</summary>
    internal bool IsTold { get; set; }

    /// <summary>Told to stop on the channel: when the signal follows; null: not told, or sent.</summary>
    internal TimeSpan? SignalAt { get; set; }

    /// <summary>Lines that made no sense.</summary>
    internal long Malformed { get; set; }

    /// <summary>The numbers of our lines: a worker answers connections by them, so each is used once.</summary>
    internal long NextSeq() => _lastSeq++;

    internal string? KeyOf(NodeListener listener) => _keys.GetValueOrDefault(listener);

    internal int Servers => _servers.Count;

    internal void OpenServer(string key, NodeListener listener)
    {
        _servers[key] = listener;
        _keys[listener] = key;
    }

    /// <returns>null: it has none of that key.</returns>
    internal NodeListener? CloseServer(string key)
    {
        if (_servers.Remove(key, out var listener))
        {
            _keys.Remove(listener);
        }

        return listener;
    }

    internal void CloseServers()
    {
        _servers.Clear();
        _keys.Clear();
    }
}
