using Init.Core.Read;
using Init.Doors;

namespace Init.Admin;

internal sealed record MetricsPage(Snapshot Snapshot, Answer Answer);
