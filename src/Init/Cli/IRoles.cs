using Init.Core.Spec;

namespace Init.Cli;

/// <summary>What the command line can make of this process; each returns its exit code.</summary>
internal interface IRoles
{
    int Supervise(InitSpec spec);
}
