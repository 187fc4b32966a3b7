using System.Collections.Concurrent;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>When the members of a conversation read last, so that their devices hear of it that were away meanwhile. Used from any thread.</summary>
internal sealed class LastReads
{
    readonly ConcurrentDictionary<string, long> _byClient = new(StringComparer.Ordinal);

    /// <summary>When a client read last, milliseconds since 1970 UTC; null when it did not, or the store does not know.</summary>
    public long? Of(string clientId) => _byClient.TryGetValue(clientId, out var at) ? at : null;

    public void Note(string clientId, long at) => _byClient[clientId] = at;

    public void Forget(string clientId) => _byClient.TryRemove(clientId, out _);
}
