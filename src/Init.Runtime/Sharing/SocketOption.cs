namespace Init.Runtime.Sharing;

/// <summary>An option that a worker set on its own socket, to be set again on the one that takes its place.</summary>
internal sealed record SocketOption(int Level, int Name, byte[] Value);
