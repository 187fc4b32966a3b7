using System.Collections.Concurrent;

namespace LeanRx.Server.Hosting.Internal;

/// <summary>
/// What waits to be written over all connections. When it is too much, those for which the most waits go, until an eighth of the bound is free again.
/// </summary>
/// <param name="most">The bound, in bytes.</param>
internal sealed class BacklogTotal(long most)
{
    readonly ConcurrentDictionary<SendBacklog, bool> _open = new();
    readonly object _shedding = new();
    long _bytes;

    /// <summary>Whether nobody waits for slow readers any more: the engine stops.</summary>
    public bool IsHurried { get; private set; }

    /// <summary>Bytes that wait.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Open(SendBacklog backlog) => _open.TryAdd(backlog, true);

    public void Close(SendBacklog backlog, long bytes)
    {
        _open.TryRemove(backlog, out _);
        Interlocked.Add(ref _bytes, -bytes);
    }

    /// <summary>Takes note of bytes that came or, negative, went. Called with no lock held.</summary>
    public void Add(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) > most && bytes > 0)
            Shed();
    }

    /// <summary>Lets those go on who wait for slow readers, now and later.</summary>
    public void Hurry()
    {
        IsHurried = true;
        foreach (var backlog in _open.Keys)
            backlog.Wake();
    }

    void Shed()
    {
        // One is enough; whoever comes meanwhile is looked at the next time.
        if (!Monitor.TryEnter(_shedding))
            return;
        try
        {
            foreach (var (backlog, _) in _open.Keys.Select(static backlog => (backlog, backlog.Bytes)).OrderByDescending(static it => it.Bytes).ToList())
            {
                if (Bytes <= most - most / 8)
                    return;
                backlog.Drop(BacklogOverflow.Total);
            }
        }
        finally
        {
            Monitor.Exit(_shedding);
        }
    }
}
