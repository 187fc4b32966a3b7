namespace LeanRx.Conversations.Internal;

/// <summary>Messages of one conversation that arrived and are not yet confirmed to the server.</summary>
internal struct PendingAck
{
    public int Count;
    public string? LastId;
    public long From;
    public long To;

    public void Add(string id, long timestamp)
    {
        From = Count == 0 ? timestamp : Math.Min(From, timestamp);
        To = Count == 0 ? timestamp : Math.Max(To, timestamp);
        LastId = id;
        Count++;
    }
}
