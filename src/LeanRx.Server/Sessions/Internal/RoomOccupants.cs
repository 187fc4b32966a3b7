namespace LeanRx.Server.Sessions.Internal;

/// <summary>The sessions that are in a chat room.</summary>
internal sealed class RoomOccupants(string conversationId)
{
    readonly HashSet<Session> _sessions = [];
    Session[]? _snapshot = [];

    public string ConversationId => conversationId;

    /// <summary>The sessions, as they are now.</summary>
    public IReadOnlyList<Session> Sessions
    {
        get
        {
            lock (_sessions)
                return _snapshot ??= [.. _sessions];
        }
    }

    public int Count
    {
        get
        {
            lock (_sessions)
                return _sessions.Count;
        }
    }

    /// <summary>The clients in the room, each once however many sessions it has.</summary>
    public IReadOnlyList<string> ClientIds => [.. Sessions.Select(session => session.ClientId).Distinct(StringComparer.Ordinal)];

    public void Add(Session session)
    {
        lock (_sessions)
        {
            if (_sessions.Add(session))
                _snapshot = null;
        }
    }

    public void Remove(Session session)
    {
        lock (_sessions)
        {
            if (_sessions.Remove(session))
                _snapshot = null;
        }
    }
}
