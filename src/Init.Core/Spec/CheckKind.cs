namespace Init.Core.Spec;

/// <summary>How a worker is asked whether it is well.</summary>
public enum CheckKind
{
    /// <summary>GET; 200 to 399 is well.</summary>
    Http,

    /// <summary>A connection is accepted.</summary>
    Tcp,

    /// <summary>grpc.health.v1.Health/Check says SERVING.</summary>
    Grpc,

    /// <summary>A program ends with 0.</summary>
    Exec,
}
