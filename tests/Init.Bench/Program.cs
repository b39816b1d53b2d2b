using Init.Bench;

// Every figure is a median of runs in which pm1 and its peers take turns, so that a busy machine is unfair to none.
using var folder = new Scratch();
var peers = new Peers(folder);
var table = new Table();
try
{
    InitStart.Measure(peers, table);
    InitMemory.Measure(peers, table);
    OrphanStorm.Measure(peers, table, folder);
    RunMemory.Measure(peers, table, folder);
    FirstResponse.Measure(peers, table, folder);
    AgentRecovery.Measure(peers, table, folder);
    WorkerRecovery.Measure(peers, table, folder);
}
finally
{
    Child.EndAll();

    // Whatever stopped a measurement, those before it are told.
    table.Print(Console.Out);
    foreach (var missing in peers.Missing)
    {
        Console.Out.WriteLine($"not measured: {missing}");
    }
}
