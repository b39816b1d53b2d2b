namespace Init.Core.InitMode;

/// <summary>Where the child stands among processes.</summary>
public enum ChildPlace
{
    /// <summary>It leads a process group, with the terminal's foreground if that was ours.</summary>
    OwnGroup,

    /// <summary>It leads a session, and the terminal is that session's.</summary>
    OwnSession,

    /// <summary>It stays in our group.</summary>
    OurGroup,
}
