namespace LeanRx.Server.Sessions.Internal;

/// <summary>Logins that ended with a logout: their tokens are void. Kept until those would have expired anyway, the newest of so many.</summary>
internal sealed class LogoutRegister
{
    const int MaxKept = 100_000;

    readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    readonly Queue<(string Key, long At)> _order = new();

    public void Note(string key, long at, long life)
    {
        lock (_ended)
        {
            while (_order.TryPeek(out var oldest) && (oldest.At + life < at || _order.Count >= MaxKept))
                _ended.Remove(_order.Dequeue().Key);
            if (_ended.Add(key))
                _order.Enqueue((key, at));
        }
    }

    public bool Contains(string key)
    {
        lock (_ended)
            return _ended.Contains(key);
    }
}
