// Descriptors, children and signals belong to the whole process: a child that another test spawns holds copies of this
// test's descriptors until it execs.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
