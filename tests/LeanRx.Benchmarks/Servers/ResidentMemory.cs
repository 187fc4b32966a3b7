namespace LeanRx.Benchmarks.Servers;

/// <summary>What this process holds.</summary>
static class ResidentMemory
{
    /// <summary>Bytes, once the garbage is collected: what counts is what idle clients and sockets hold.</summary>
    public static long Measure()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return Environment.WorkingSet;
    }
}
