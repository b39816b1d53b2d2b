namespace Init.Runtime.Launching;

/// <summary>Where a launch can fail, in the order of the steps.</summary>
internal enum LaunchStep
{
    /// <summary>The plan could not be read, or the stage itself not be started.</summary>
    Plan,
    User,
    Directory,
    Capabilities,
    NoNewPrivileges,
    Filter,
    Execute,
}
