namespace LeanRx.Server.Sessions.Internal;

/// <summary>The sessions that are in a chat room.</summary>
internal sealed class RoomOccupants(string conversationId)
{
    readonly HashSet<Session> _sessions = [];
    /// <summary>The clients, each with the number of its sessions.</summary>
    readonly Dictionary<string, int> _clients = new(StringComparer.Ordinal);

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

    /// <summary>How many clients are in the room.</summary>
    public int ClientCount
    {
        get
        {
            lock (_sessions)
                return _clients.Count;
        }
    }

    /// <summary>The clients in the room, each once however many sessions it has.</summary>
    public IReadOnlyList<string> ClientIds => [.. Sessions.Select(session => session.ClientId).Distinct(StringComparer.Ordinal)];

    public bool Has(string clientId)
    {
        lock (_sessions)
            return _clients.ContainsKey(clientId);
    }

    public void Add(Session session)
    {
        lock (_sessions)
        {
            if (!_sessions.Add(session))
                return;
            _snapshot = null;
            _clients[session.ClientId] = _clients.GetValueOrDefault(session.ClientId) + 1;
        }
    }

    public void Remove(Session session)
    {
        lock (_sessions)
        {
            if (!_sessions.Remove(session))
                return;
            _snapshot = null;
            if (_clients[session.ClientId] == 1)
                _clients.Remove(session.ClientId);
            else
                _clients[session.ClientId]--;
        }
    }
}
