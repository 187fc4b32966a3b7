using System.Collections.Concurrent;

namespace LeanRx.Server.Internal;

/// <summary>When the members of a conversation read last, and on which device, as long as the conversation is in memory: so that their other devices hear of it that were away meanwhile.</summary>
internal sealed class LastReads
{
    readonly ConcurrentDictionary<string, (long At, string? DeviceId)> _byClient = new(StringComparer.Ordinal);

    public void Note(Session session, long now) => _byClient[session.ClientId] = (now, session.DeviceId);

    public void Forget(string clientId) => _byClient.TryRemove(clientId, out _);

    /// <summary>Whether a client read after a time, and not on the device that asks.</summary>
    public bool IsNewsFor(Session session, long since) =>
        _byClient.TryGetValue(session.ClientId, out var read) && read.At > since && (read.DeviceId is null || read.DeviceId != session.DeviceId);
}
