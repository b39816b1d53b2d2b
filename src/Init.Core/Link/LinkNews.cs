using Init.Core.Read;

namespace Init.Core.Link;

/// <param name="Id">Counts up by one from 1, as long as this supervisor lives.</param>
/// <param name="At">Milliseconds since 1970, by the wall clock, for display only.</param>
public sealed record LinkNews(long Id, long At, string App, News News);
