namespace LeanRx.Delivery.Internal;

/// <summary>When messages were last changed, by the server's time, of the messages that changed last.</summary>
internal sealed class ChangeTimes
{
    /// <summary>Of so many messages it is known.</summary>
    public const int Capacity = 1024;

    readonly Dictionary<string, long> _times = new(StringComparer.Ordinal);
    readonly Queue<string> _ids = new();

    /// <summary>Notes a change of a message. False for one that was noted already, or that is older. A change without a time is always new.</summary>
    public bool IsNewer(string messageId, long? changedAt)
    {
        if (changedAt is not { } time)
            return true;
        if (_times.TryGetValue(messageId, out var known))
        {
            if (time <= known)
                return false;
        }
        else
        {
            _ids.Enqueue(messageId);
            if (_ids.Count > Capacity)
                _times.Remove(_ids.Dequeue());
        }
        _times[messageId] = time;
        return true;
    }
}
