namespace LeanRx.Conversations.Internal;

/// <summary>
/// Counts this client's own sends in one conversation. A send that is repeated after a drop may come back, as a message of one's own, before its answer says
/// under which id it is stored; whoever needs to know waits for the sends that were under way.
/// </summary>
internal sealed class PendingSends
{
    long _started;
    long _ended;
    long _awaited;

    public long Started => Interlocked.Read(ref _started);

    public long Ended => Interlocked.Read(ref _ended);

    public void Begin() => Interlocked.Increment(ref _started);

    /// <summary>True when this was the last send that is waited for.</summary>
    public bool End()
    {
        var ended = Interlocked.Increment(ref _ended);
        return Interlocked.Read(ref _awaited) is > 0 and var awaited && ended >= awaited;
    }

    /// <summary>Begins to wait for all sends under way. False when there is none.</summary>
    public bool Await()
    {
        Interlocked.Exchange(ref _awaited, Interlocked.Read(ref _started));
        return !IsOver();
    }

    /// <summary>Whether the sends that are waited for have ended.</summary>
    public bool IsOver()
    {
        if (Interlocked.Read(ref _ended) < Interlocked.Read(ref _awaited))
            return false;
        Interlocked.Exchange(ref _awaited, 0);
        return true;
    }
}
