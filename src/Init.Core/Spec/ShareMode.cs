namespace Init.Core.Spec;

/// <summary>How a worker gets the shared listening socket. `auto` is resolved before a spec exists.</summary>
public enum ShareMode
{
    /// <summary>A seccomp user notification stops the worker's bind(2) and pm1 puts its own socket in place.</summary>
    Bind,

    /// <summary>Socket activation: pm1 binds and listens, the worker inherits descriptors 3… (LISTEN_FDS).</summary>
    Fd,

    /// <summary>pm1 is the primary of Node's own cluster protocol: an unmodified Node program asks it for its sockets.
    /// </summary>
    Node,

    /// <summary>The worker serves no port, or shares it by itself (SO_REUSEPORT).</summary>
    None,
}
