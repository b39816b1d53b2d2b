namespace Init.E2E.Harness;

internal enum RequestOutcome
{
    Ok,

    /// <summary>Nobody listened: no connection came about.</summary>
    Refused,

    /// <summary>A connection came about, a request was sent, and no whole answer came back.</summary>
    Reset,

    /// <summary>A kept connection was closed before a byte of the answer: RFC 9112 has the client try again.</summary>
    ClosedIdle,

    /// <summary>Neither answered nor refused within the client's patience.</summary>
    Lost,
}
