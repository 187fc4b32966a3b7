using System.Collections.Concurrent;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>The logins over connections of this node, by client id. Who may log in is decided elsewhere: <see cref="IClientHomes"/>.</summary>
internal sealed class LocalSessions
{
    readonly ConcurrentDictionary<string, Session[]> _byClient = new(StringComparer.Ordinal);

    /// <summary>Changes go one at a time; readers do not wait for them.</summary>
    readonly object _changes = new();

    int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>The sessions of a client, as they are now.</summary>
    public Session[] Of(string clientId) => _byClient.TryGetValue(clientId, out var sessions) ? sessions : [];

    /// <summary>All sessions, as they are now.</summary>
    public IEnumerable<Session> All => _byClient.Values.SelectMany(sessions => sessions);

    /// <summary>Clients that are online here.</summary>
    public int ClientCount => _byClient.Count;

    /// <summary>Read as it goes: a copy of all names would cost each login the more, the more are online.</summary>
    public IEnumerable<string> ClientIds => _byClient.Select(static client => client.Key);

    /// <summary>The clients behind one in ordinal order, each with its sessions.</summary>
    public IReadOnlyList<KeyValuePair<string, Session[]>> Page(string? after, int limit) =>
        [.. _byClient.Where(client => after is null || string.CompareOrdinal(client.Key, after) > 0).OrderBy(client => client.Key, StringComparer.Ordinal)
            .Take(limit)];

    public bool IsOnline(string clientId) => _byClient.ContainsKey(clientId);

    public void Add(Session session)
    {
        lock (_changes)
        {
            _byClient[session.ClientId] = [.. Of(session.ClientId), session];
            _count++;
        }
    }

    /// <summary>Takes a session out; false when it was not in.</summary>
    public bool Remove(Session session)
    {
        lock (_changes)
        {
            var present = Of(session.ClientId);
            var rest = present.Where(other => other != session).ToArray();
            if (rest.Length == present.Length)
                return false;
            _count--;
            if (rest.Length > 0)
                _byClient[session.ClientId] = rest;
            else
                _byClient.TryRemove(session.ClientId, out _);
            return true;
        }
    }
}
