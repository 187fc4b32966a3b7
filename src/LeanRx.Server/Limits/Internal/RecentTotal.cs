namespace LeanRx.Server.Limits.Internal;

/// <summary>How many recent messages all conversations in memory keep together. Beyond the capacity each keeps a few.</summary>
internal sealed class RecentTotal(int capacity = RecentTotal.DefaultCapacity)
{
    /// <summary>Room for 512 conversations with as many as one keeps at most.</summary>
    const int DefaultCapacity = 32 * 1024;

    int _count;

    public int Count => Volatile.Read(ref _count);

    public bool IsFull => Count >= capacity;

    public void Add(int change) => Interlocked.Add(ref _count, change);
}
