namespace Init.Bench.Soak;

internal enum Outcome
{
    Ok,

    /// <summary>A kept connection was closed before a byte of the answer: RFC 9112 has the client try again.</summary>
    ClosedIdle,

    /// <summary>No connection came about.</summary>
    Refused,

    /// <summary>A request was sent, and no whole answer came back.</summary>
    Broken,

    /// <summary>Nothing came within the client's patience.</summary>
    Lost,
}
