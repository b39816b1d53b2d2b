namespace Init.Core.Link;

public enum RefusalKind
{
    /// <summary>It cannot be understood: HTTP's 400.</summary>
    Invalid,

    /// <summary>There is no such app or worker: HTTP's 404.</summary>
    NotFound,

    /// <summary>Not now: HTTP's 409.</summary>
    Conflict,
}
