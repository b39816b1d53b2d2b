namespace Init.Runtime.Cluster;

/// <summary>Whether an event loop turns, from what comes on the channel.</summary>
internal sealed class Pulse
{
    /// <summary>So many periods without a sign.</summary>
    private const int MissesMax = 3;

    private TimeSpan _heardAt;
    private TimeSpan? _askedAt;
    private bool _isAnswerOwed;
    private TimeSpan? _saidAt;

    /// <summary>How long the loop took to answer lately; null: not known.</summary>
    internal TimeSpan? Lag { get; private set; }

    /// <summary>Anything at all came.</summary>
    internal void Hear(TimeSpan now)
    {
        _heardAt = now;
        _saidAt = null;
    }

    internal void Answered(TimeSpan sentAt, TimeSpan now)
    {
        Lag = now - sentAt;
        _askedAt = null;
        _isAnswerOwed = false;
        Hear(now);
    }

    /// <summary>One at a time, where a question cannot get lost.</summary>
    internal bool MayAsk => !_isAnswerOwed;

    /// <param name="isAnswerOwed">The question is sure to arrive, and to be answered as soon as the loop turns.</param>
    internal void Ask(TimeSpan now, bool isAnswerOwed) => (_askedAt, _isAnswerOwed) = (now, isAnswerOwed);

    internal void Pong(TimeSpan now) => Answered(_askedAt ?? now, now);

    /// <summary>Said again after as long a time, as nobody may have listened. What was never asked has not missed
    /// anything.</summary>
    /// <param name="readyAt">Before that nothing was owed.</param>
    internal bool IsOver(TimeSpan period, TimeSpan readyAt, TimeSpan now)
    {
        var since = _heardAt > readyAt ? _heardAt : readyAt;
        if (_askedAt is null || now - since < period * MissesMax || now - _saidAt < period * MissesMax)
        {
            return false;
        }

        _saidAt = now;
        return true;
    }

    internal TimeSpan Silent(TimeSpan readyAt, TimeSpan now) => now - (_heardAt > readyAt ? _heardAt : readyAt);
}
