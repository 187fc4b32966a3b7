namespace LeanRx.Server.Sessions.Internal;

/// <summary>The logins that are in a chat room.</summary>
internal sealed class RoomOccupants(string conversationId) : IRoom
{
    readonly HashSet<ISeat> _seats = [];
    /// <summary>The clients, each with the number of its logins.</summary>
    readonly Dictionary<string, int> _clients = new(StringComparer.Ordinal);

    ISeat[]? _snapshot = [];

    public string ConversationId => conversationId;

    /// <summary>The logins, as they are now.</summary>
    public IReadOnlyList<ISeat> Seats
    {
        get
        {
            lock (_seats)
                return _snapshot ??= [.. _seats];
        }
    }

    public int Count
    {
        get
        {
            lock (_seats)
                return _seats.Count;
        }
    }

    /// <summary>How many clients are in the room.</summary>
    public int ClientCount
    {
        get
        {
            lock (_seats)
                return _clients.Count;
        }
    }

    /// <summary>The clients in the room, each once however many logins it has.</summary>
    public IReadOnlyList<string> ClientIds => [.. Seats.Select(seat => seat.ClientId).Distinct(StringComparer.Ordinal)];

    public bool Has(ISeat seat)
    {
        lock (_seats)
            return _seats.Contains(seat);
    }

    public bool Has(string clientId)
    {
        lock (_seats)
            return _clients.ContainsKey(clientId);
    }

    public void Add(ISeat seat)
    {
        lock (_seats)
        {
            if (!_seats.Add(seat))
                return;
            _snapshot = null;
            _clients[seat.ClientId] = _clients.GetValueOrDefault(seat.ClientId) + 1;
        }
    }

    public void Remove(ISeat seat)
    {
        lock (_seats)
        {
            if (!_seats.Remove(seat))
                return;
            _snapshot = null;
            if (_clients[seat.ClientId] == 1)
                _clients.Remove(seat.ClientId);
            else
                _clients[seat.ClientId]--;
        }
    }
}
