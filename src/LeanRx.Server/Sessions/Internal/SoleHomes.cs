using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;
using LeanRx.Server.Telemetry.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>A node that is alone is home to every client: whoever is online is so here.</summary>
internal sealed class SoleHomes(Application app, LocalSessions sessions) : IClientHomes
{
    /// <summary>Logins come and go one at a time.</summary>
    readonly object _changes = new();

    readonly DayVisitors _visitors = new(app.Services.Clock, app.Services.Limits.MaxExactVisitors);

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

    public ValueTask<Registration> RegisterAsync(Session session)
    {
        lock (_changes)
        {
            var present = sessions.Of(session.ClientId);
            var (isAccepted, displaced, replaced) = LoginRules.Decide(present, session, session.IsReconnect, app.Services.Limits.MaxSessionsPerClient);
            if (!isAccepted)
                return new(new Registration(false, [], []));
            sessions.Add(session);
            _visitors.Add(session.ClientId, sessions.ClientIds);
            if (present.Length == 0)
            {
                Presence.Note(session.ClientId);
                app.Statistics.OnCame();
            }
            return new(new Registration(true, displaced, replaced));
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
            app.Statistics.OnWent();
        }
    }

    public bool KnowsEverybody => true;

    public void KeepRoom(string clientId, string? deviceId, string roomId) => app.Places.Keep(clientId, deviceId, roomId);

    public ValueTask<string?> TakeRoomAsync(string clientId, string? deviceId) => new(app.Places.Take(clientId, deviceId));

    public async ValueTask<int> KickAsync(string clientId, string reason)
    {
        await app.Kicks.NoteAsync(clientId).ConfigureAwait(false);
        return 0;
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
}
