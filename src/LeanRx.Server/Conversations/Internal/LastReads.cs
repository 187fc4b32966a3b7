using System.Collections.Concurrent;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>When the members of a conversation read last, so that their devices hear of it that were away meanwhile. Used from any thread.</summary>
internal sealed class LastReads
{
    /// <summary>Made when somebody reads: most conversations are quiet.</summary>
    ConcurrentDictionary<string, long>? _byClient;

    /// <summary>When a client read last, milliseconds since 1970 UTC; null when it did not, or the store does not know.</summary>
    public long? Of(string clientId) => _byClient is { } known && known.TryGetValue(clientId, out var at) ? at : null;

    public void Note(string clientId, long at)
    {
        var known = _byClient ?? Interlocked.CompareExchange(ref _byClient, new(concurrencyLevel: 1, capacity: 2, StringComparer.Ordinal), null) ?? _byClient;
        known[clientId] = at;
    }

    public void Forget(string clientId) => _byClient?.TryRemove(clientId, out _);
}
