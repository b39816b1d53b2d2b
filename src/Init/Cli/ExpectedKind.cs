namespace Init.Cli;

internal enum ExpectedKind
{
    /// <summary>Nothing but those that are listed.</summary>
    Words,
    Files,
    Folders,
    Users,
    Signals,

    /// <summary>Of the pm1 that runs here, which is asked.</summary>
    Apps,

    /// <inheritdoc cref="Apps"/>
    Slots,
    AppsAndSignals,
    AppsAndFiles,
}
