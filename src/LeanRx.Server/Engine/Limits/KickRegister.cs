namespace LeanRx.Server.Internal;

/// <summary>Clients that were kicked: signatures and tokens made before are void (protocol.md §6.1), also after a restart. Kept until those would have expired anyway.</summary>
internal sealed class KickRegister(Application app)
{
    readonly Dictionary<string, long> _kicks = new(StringComparer.Ordinal);
    volatile bool _isLoaded;

    /// <summary>Reads what the store knows; must have completed before <see cref="Voids"/>.</summary>
    public ValueTask PrepareAsync() => _isLoaded ? default : LoadAsync();

    /// <summary>Notes a kick that happens now; what was made before is void at once, and stays so over a restart when this has completed.</summary>
    public ValueTask NoteAsync(string clientId)
    {
        var limits = app.Services.Limits;
        var now = app.Services.Clock.Now;
        var life = (long)(limits.SessionTokenLifetime > limits.SignatureLifetime ? limits.SessionTokenLifetime : limits.SignatureLifetime).TotalMilliseconds;
        lock (_kicks)
        {
            foreach (var (old, at) in _kicks.ToList())
                if (at + life < now)
                    _kicks.Remove(old);
            _kicks[clientId] = now;
        }
        return app.Services.Store.SaveKickAsync(new ClientKick(app.Id, clientId, now), now - life);
    }

    /// <summary>True when what was made at that time is void.</summary>
    public bool Voids(string clientId, long madeAt)
    {
        lock (_kicks)
            return _kicks.TryGetValue(clientId, out var kickedAt) && madeAt <= kickedAt;
    }

    async ValueTask LoadAsync()
    {
        var kicks = await app.Services.Store.FindKicksAsync(app.Id).ConfigureAwait(false);
        lock (_kicks)
        {
            foreach (var kick in kicks)
                if (_kicks.GetValueOrDefault(kick.ClientId, long.MinValue) < kick.At)
                    _kicks[kick.ClientId] = kick.At;
        }
        _isLoaded = true;
    }
}
