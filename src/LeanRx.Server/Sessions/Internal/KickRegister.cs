using LeanRx.Server.Storage;

namespace LeanRx.Server.Sessions.Internal;

// protocol.md §6.1
/// <summary>
/// Clients that were kicked: signatures and tokens made before are void, also after a restart. Kept until those would have expired anyway. And logins that
/// ended with a logout: their tokens are void.
/// </summary>
internal sealed class KickRegister(EngineServices services, AppOptions options)
{
    /// <summary>The store is asked now and then to forget old logouts, not each time.</summary>
    const int LogoutsBetweenForgetting = 1000;

    /// <summary>Begins what stands in the store for a logout in the place of a client id.</summary>
    const string LogoutMark = "logout\n";

    readonly Dictionary<string, long> _kicks = new(StringComparer.Ordinal);
    readonly LogoutRegister _logouts = new();
    int _logoutCount;
    volatile bool _isLoaded;

    /// <summary>Reads what the store knows; must have completed before it is asked what is void.</summary>
    public ValueTask PrepareAsync() => _isLoaded ? default : LoadAsync();

    /// <summary>Notes a kick that happens now; what was made before is void at once, and stays so over a restart when this has completed.</summary>
    public ValueTask NoteAsync(string clientId)
    {
        var now = services.Clock.Now;
        var life = Life;
        lock (_kicks)
        {
            foreach (var (old, at) in _kicks.ToList())
                if (at + life < now)
                    _kicks.Remove(old);
            _kicks[clientId] = now;
        }
        // Before what any later login is answered, on the same way.
        services.TellPeers?.Invoke(new VoidedNote(options.ApplicationId, clientId, now));
        return services.Store.Moderation.SaveKickAsync(new ClientKick { ApplicationId = options.ApplicationId, ClientId = clientId, At = now }, now - life);
    }

    /// <summary>Takes in a kick, or a logout, that is known elsewhere.</summary>
    public void Learn(string key, long at)
    {
        lock (_kicks)
            if (key.StartsWith(LogoutMark, StringComparison.Ordinal))
                _logouts.Note(key, at, Life);
            else if (_kicks.GetValueOrDefault(key, long.MinValue) < at)
                _kicks[key] = at;
    }

    /// <summary>Reads again what the store knows.</summary>
    public ValueTask ReloadAsync() => LoadAsync();

    /// <summary>
    /// Notes that a client logs out now: the tokens of that login are void at once. Where a token stands for a signature, they stay so over a restart.
    /// </summary>
    public ValueTask NoteLogoutAsync(string clientId, long loginId)
    {
        var now = services.Clock.Now;
        var key = KeyOf(clientId, loginId);
        _logouts.Note(key, now, Life);
        services.TellPeers?.Invoke(new VoidedNote(options.ApplicationId, key, now));
        if (!options.RequireLoginSignature)
            return default;
        var forgetBefore = Interlocked.Increment(ref _logoutCount) % LogoutsBetweenForgetting == 0 ? now - Life : long.MinValue;
        return services.Store.Moderation.SaveKickAsync(new ClientKick { ApplicationId = options.ApplicationId, ClientId = key, At = now }, forgetBefore);
    }

    /// <summary>True when the token was made before a kick of its client, or belongs to a login that ended with a logout.</summary>
    public bool Voids(SessionToken token) => Voids(token.ClientId, token.IssuedAt) || _logouts.Contains(KeyOf(token.ClientId, token.LoginId));

    /// <summary>True when what was made at that time is void.</summary>
    public bool Voids(string clientId, long madeAt)
    {
        lock (_kicks)
            return _kicks.TryGetValue(clientId, out var kickedAt) && madeAt <= kickedAt;
    }

    /// <summary>The longest time for which something lets a client in, milliseconds.</summary>
    long Life
    {
        get
        {
            var limits = services.Limits;
            return (long)(limits.SessionTokenLifetime > limits.SignatureLifetime ? limits.SessionTokenLifetime : limits.SignatureLifetime).TotalMilliseconds;
        }
    }

    static string KeyOf(string clientId, long loginId) => FormattableString.Invariant($"{LogoutMark}{loginId}\n{clientId}");

    async ValueTask LoadAsync()
    {
        var kicks = await services.Store.Moderation.FindKicksAsync(options.ApplicationId).ConfigureAwait(false);
        foreach (var kick in kicks)
            Learn(kick.ClientId, kick.At);
        _isLoaded = true;
    }
}
