namespace Init.E2E.InitMode;

/// <summary>The kernel queues only so many signals for all processes of a user together (RLIMIT_SIGPENDING); beyond
/// that real-time signals become one, as others are. So who floods and who counts take turns.</summary>
[CollectionDefinition(Name)]
public sealed class SignalQueue
{
    public const string Name = "queue of signals";
}
