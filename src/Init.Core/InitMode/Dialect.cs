namespace Init.Core.InitMode;

/// <summary>Whose command line and words init mode has: that of the name it is called by.</summary>
public enum Dialect
{
    Pm1,
    Tini,
    DumbInit,
    Catatonit,
}
