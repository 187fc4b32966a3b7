using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;
using LeanRx.Server.Telemetry.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>A node that is alone is home to every client: whoever is online is so here.</summary>
internal sealed class SoleHomes(LocalSessions sessions, EngineClock clock, ServerLimits limits, StatisticsRecorder statistics) : IClientHomes
{
    /// <summary>Logins come and go one at a time.</summary>
    readonly object _changes = new();

    readonly DayVisitors _visitors = new(clock, limits.MaxExactVisitors);

    /// <inheritdoc/>
    public PresenceLog Presence { get; } = new(capacity: 1024);

    public int ClientCountToday
    {
        get
        {
            lock (_changes)
                return _visitors.Count(sessions.ClientIds);
        }
    }

    public IEnumerable<string> ClientIds => sessions.ClientIds;

    public bool IsOnline(string clientId) => sessions.IsOnline(clientId);

    // protocol.md §4.1.4
    public ValueTask<Registration> RegisterAsync(Session session)
    {
        lock (_changes)
        {
            var present = sessions.Of(session.ClientId);
            if (present.Length >= limits.MaxSessionsPerClient && !present.Any(other => other.Connection == session.Connection))
                throw new OperationRefusedException(ErrorCodes.AppQuotaExceeded, $"One client has at most {limits.MaxSessionsPerClient} logins at a time.");
            var rivals = session.Tag is null ? [] : present.Where(other => other.Tag == session.Tag && other.Connection != session.Connection).ToArray();
            var displaced = rivals.Where(other => !IsSameDevice(other, session)).ToArray();
            if (displaced.Length > 0 && session.IsReconnect)
                return new(new Registration(false, [], []));
            sessions.Add(session);
            _visitors.Add(session.ClientId, sessions.ClientIds);
            if (present.Length == 0)
            {
                Presence.Note(session.ClientId);
                statistics.OnCame();
            }
            return new(new Registration(true, displaced, [.. rivals.Where(other => IsSameDevice(other, session))]));
        }
    }

    public void Unregister(Session session)
    {
        lock (_changes)
        {
            if (!sessions.Remove(session))
                return;
            // Where it was the last, the client is no longer among those online, and was there today all the same.
            _visitors.Add(session.ClientId, sessions.ClientIds);
            if (sessions.IsOnline(session.ClientId))
                return;
            Presence.Note(session.ClientId);
            statistics.OnWent();
        }
    }

    public ValueTask<IReadOnlyList<string>> FindOnlineAsync(IEnumerable<string> clientIds) => new([.. clientIds.Where(sessions.IsOnline)]);

    public ValueTask<bool> HasAsync(string clientId, SeatFilter filter)
    {
        foreach (var session in sessions.Of(clientId))
            if (filter.Takes(session))
                return new(true);
        return default;
    }

    public int Deliver(IReadOnlyList<string> clientIds, ref FanOut fanOut)
    {
        var reached = 0;
        if (clientIds is MemberList members) // Its places are not looked up one by one.
        {
            foreach (var member in members)
                reached += Deliver(member, ref fanOut);
            return reached;
        }
        for (var index = 0; index < clientIds.Count; index++)
            reached += Deliver(clientIds[index], ref fanOut);
        return reached;
    }

    public int Deliver(string clientId, ref FanOut fanOut)
    {
        var reached = 0;
        foreach (var session in sessions.Of(clientId))
            reached += fanOut.To(session);
        return reached;
    }

    public int DeliverToAll(ref FanOut fanOut)
    {
        var reached = 0;
        foreach (var session in sessions.All)
            reached += fanOut.To(session);
        return reached;
    }

    static bool IsSameDevice(Session left, Session right) => left.DeviceId is not null && left.DeviceId == right.DeviceId;
}
