namespace Init.Core.Spec;

/// <summary>A port as `--port` and `--private` name it: `3000` or `udp:5353`.</summary>
/// <param name="Transport">Tcp or Udp.</param>
/// <param name="Number">1 to 65535.</param>
public readonly record struct PortName(Transport Transport, int Number);
