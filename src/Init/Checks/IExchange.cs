using Init.Core.Spec;

namespace Init.Checks;

/// <summary>What is said on a connection of a health check.</summary>
internal interface IExchange
{
    /// <returns>Empty: well; else why not, for people.</returns>
    Task<string> AskAsync(CheckSpec check, Stream connection, CancellationToken timeout);
}
