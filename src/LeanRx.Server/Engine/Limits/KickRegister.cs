namespace LeanRx.Server.Internal;

/// <summary>Clients that were kicked: signatures and tokens made before are void (protocol.md §6.1). Kept until those would have expired anyway.</summary>
internal sealed class KickRegister(EngineClock clock, ServerLimits limits)
{
    readonly Dictionary<string, long> _kicks = new(StringComparer.Ordinal);
    readonly Queue<(string ClientId, long At)> _order = new();

    public void Note(string clientId)
    {
        lock (_kicks)
        {
            var now = clock.Now;
            var life = (long)(limits.SessionTokenLifetime > limits.SignatureLifetime ? limits.SessionTokenLifetime : limits.SignatureLifetime).TotalMilliseconds;
            while (_order.TryPeek(out var oldest) && oldest.At + life < now)
            {
                _order.Dequeue();
                if (_kicks.GetValueOrDefault(oldest.ClientId) == oldest.At)
                    _kicks.Remove(oldest.ClientId);
            }
            _kicks[clientId] = now;
            _order.Enqueue((clientId, now));
        }
    }

    /// <summary>True when what was made at that time is void.</summary>
    public bool Voids(string clientId, long madeAt)
    {
        lock (_kicks)
            return _kicks.TryGetValue(clientId, out var kickedAt) && madeAt <= kickedAt;
    }
}
