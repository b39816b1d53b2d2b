namespace Init.Core.Spec;

/// <summary>An address that pm1 binds itself: `host:port`, `:port` (every address, IPv6 and IPv4), `unix:PATH`
/// (absolute, or `unix:@NAME` in the abstract namespace), `udp:host:port`.</summary>
/// <param name="Text">As written, for messages and LISTEN_FDNAMES.</param>
/// <param name="Transport">Which kind of socket.</param>
/// <param name="Host">An IP literal, or empty for every address; unused for Unix.</param>
/// <param name="Port">1 to 65535 (0 lets the kernel choose: tests only); unused for Unix.</param>
/// <param name="Path">Only for Unix.</param>
public sealed record ListenAddress(string Text, Transport Transport, string Host, int Port, string Path);
