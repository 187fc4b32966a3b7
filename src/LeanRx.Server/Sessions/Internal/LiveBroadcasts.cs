using LeanRx.Server.Records.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>The broadcasts of one application that are still valid, so that logins do not ask the store for them.</summary>
internal sealed class LiveBroadcasts(EngineServices services, string applicationId)
{
    /// <summary>So many of the newest are told to those who missed them; earlier ones are left to history.</summary>
    const int Capacity = 1000;

    readonly SortedDictionary<MessageKey, LiveBroadcast> _byKey = [];
    volatile bool _isLoaded;

    /// <summary>Those that are valid now, oldest first.</summary>
    public IReadOnlyList<LiveBroadcast> Valid
    {
        get
        {
            lock (_byKey)
                return _byKey.Count == 0 ? [] : [.. _byKey.Values.Where(IsValid)];
        }
    }

    /// <summary>Reads what the store knows; must have completed before the first login.</summary>
    public ValueTask PrepareAsync() => _isLoaded ? default : LoadAsync();

    /// <summary>Those of one conversation that are valid now, oldest first.</summary>
    public IReadOnlyList<LiveBroadcast> ValidIn(string conversationId) => [.. Valid.Where(broadcast => broadcast.ConversationId == conversationId)];

    /// <summary>Takes in a message that is durable, when it is a broadcast.</summary>
    public void Note(StoredMessage message)
    {
        if (message.ValidUntil is null)
            return;
        Learn(message);
        services.TellPeers?.Invoke(new BroadcastNote(applicationId, message));
    }

    /// <summary>Takes in a message that is known elsewhere.</summary>
    public void Learn(StoredMessage message)
    {
        if (message.ValidUntil is not { } end)
            return;
        lock (_byKey)
        {
            _byKey[MessageKey.Of(message)] = new LiveBroadcast(message.ConversationId, MessageKey.Of(message), end);
            if (_byKey.Count <= Capacity)
                return;
            foreach (var over in _byKey.Values.Where(broadcast => !IsValid(broadcast)).ToList())
                _byKey.Remove(over.Key);
            while (_byKey.Count > Capacity)
                _byKey.Remove(_byKey.Keys.First());
        }
    }

    /// <summary>Forgets a message that was deleted.</summary>
    public void Forget(StoredMessage message)
    {
        if (message.ValidUntil is not null)
            Forget(message.ConversationId, message);
    }

    /// <summary>Forgets a conversation that was deleted.</summary>
    public void Forget(string conversationId) => Forget(conversationId, null);

    /// <summary>Forgets what is known elsewhere to be gone: a broadcast, or null for all of a conversation.</summary>
    public void Unlearn(string conversationId, StoredMessage? message)
    {
        lock (_byKey)
            foreach (var key in _byKey.Where(known => known.Value.ConversationId == conversationId
                && (message is null || known.Key == MessageKey.Of(message))).Select(static known => known.Key).ToList())
                _byKey.Remove(key);
    }

    /// <summary>Reads again what the store knows.</summary>
    public ValueTask ReloadAsync() => LoadAsync();

    void Forget(string conversationId, StoredMessage? message)
    {
        Unlearn(conversationId, message);
        services.TellPeers?.Invoke(new BroadcastGoneNote(applicationId, conversationId, message));
    }

    bool IsValid(LiveBroadcast broadcast) => broadcast.ValidUntil > services.Clock.Now;

    async ValueTask LoadAsync()
    {
        foreach (var message in await services.Store.Messages.FindBroadcastsAsync(applicationId, null, services.Clock.Now, 0, Capacity).ConfigureAwait(false))
            Learn(message);
        _isLoaded = true;
    }
}
