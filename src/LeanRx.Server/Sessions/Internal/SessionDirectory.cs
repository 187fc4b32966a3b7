using System.Collections.Concurrent;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Telemetry.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>Who is online in one application: the sessions by client id.</summary>
internal sealed class SessionDirectory(EngineClock clock, ServerLimits limits, StatisticsRecorder statistics) : IPresence
{
    readonly ConcurrentDictionary<string, Session[]> _byClient = new(StringComparer.Ordinal);

    /// <summary>Changes go one at a time; readers do not wait for them.</summary>
    readonly object _changes = new();

    readonly DayVisitors _visitors = new(clock, limits.MaxExactVisitors);

    int _count;

    /// <inheritdoc/>
    public PresenceLog Presence { get; } = new(capacity: 1024);

    public int Count => Volatile.Read(ref _count);

    /// <summary>The sessions of a client, as they are now.</summary>
    public Session[] Of(string clientId) => _byClient.TryGetValue(clientId, out var sessions) ? sessions : [];

    /// <summary>All sessions, as they are now.</summary>
    public IEnumerable<Session> All => _byClient.Values.SelectMany(sessions => sessions);

    /// <summary>Clients that are online.</summary>
    public int ClientCount => _byClient.Count;

    /// <summary>Clients that were online at some time today.</summary>
    public int ClientCountToday
    {
        get
        {
            lock (_changes)
                return _visitors.Count(Online);
        }
    }

    /// <summary>Read as it goes: a copy of all names would cost each login the more, the more are online.</summary>
    IEnumerable<string> Online => _byClient.Select(static client => client.Key);

    /// <summary>The clients behind one in ordinal order, each with its sessions.</summary>
    public IReadOnlyList<KeyValuePair<string, Session[]>> Page(string? after, int limit) =>
        [.. _byClient.Where(client => after is null || string.CompareOrdinal(client.Key, after) > 0).OrderBy(client => client.Key, StringComparer.Ordinal)
            .Take(limit)];

    public bool IsOnline(string clientId) => _byClient.ContainsKey(clientId);

    // protocol.md §4.1.4
    /// <summary>Takes in a session, unless another device keeps its tag.</summary>
    public Registration Register(Session session)
    {
        lock (_changes)
        {
            var present = Of(session.ClientId);
            var rivals = session.Tag is null ? [] : present.Where(other => other.Tag == session.Tag && other.Connection != session.Connection).ToArray();
            var displaced = rivals.Where(other => !IsSameDevice(other, session)).ToArray();
            if (displaced.Length > 0 && session.IsReconnect)
                return new Registration(false, [], []);
            _byClient[session.ClientId] = [.. present, session];
            _visitors.Add(session.ClientId, Online);
            _count++;
            if (present.Length == 0)
            {
                Presence.Note(session.ClientId);
                statistics.OnCame();
            }
            return new Registration(true, displaced, [.. rivals.Where(other => IsSameDevice(other, session))]);
        }
    }

    public void Unregister(Session session)
    {
        lock (_changes)
        {
            var present = Of(session.ClientId);
            var rest = present.Where(other => other != session).ToArray();
            if (rest.Length == present.Length)
                return;
            _count--;
            _visitors.Add(session.ClientId, Online);
            if (rest.Length > 0)
                _byClient[session.ClientId] = rest;
            else
            {
                _byClient.TryRemove(session.ClientId, out _);
                Presence.Note(session.ClientId);
                statistics.OnWent();
            }
        }
    }

    static bool IsSameDevice(Session left, Session right) => left.DeviceId is not null && left.DeviceId == right.DeviceId;
}
