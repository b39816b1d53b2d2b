using Init.Core.Config;

namespace Init.Config;

/// <param name="Config">What could be read, even when something is wrong: its values are checked as well.</param>
/// <param name="Problems">What is wrong with the file itself.</param>
internal sealed record FileOutcome(InitConfig Config, IReadOnlyList<Problem> Problems);
