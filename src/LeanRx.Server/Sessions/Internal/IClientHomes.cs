namespace LeanRx.Server.Sessions.Internal;

/// <summary>
/// What is decided and known of a client in one place, its home, wherever it is logged in: who it is logged in as, with which tag, whether it is online. And
/// the way to its logins: who has something for clients names them, and knows nothing of their sessions.
/// </summary>
internal interface IClientHomes : IPresence
{
    /// <summary>Takes in a login, unless another device keeps its tag. From its completion on the login gets what is delivered to its client.</summary>
    /// <exception cref="OperationRefusedException">4113: the client has as many logins as it may.</exception>
    ValueTask<Registration> RegisterAsync(Session session);

    void Unregister(Session session);

    /// <summary>Keeps the chat room of a client that lost its connection, for when it comes back.</summary>
    void KeepRoom(string clientId, string? deviceId, string roomId);

    /// <summary>The chat room in which a client was that comes back; null where there is none. It is kept no longer.</summary>
    ValueTask<string?> TakeRoomAsync(string clientId, string? deviceId);

    /// <summary>Voids what a client has logged in with so far, and ends its logins elsewhere.</summary>
    /// <param name="reason">What it is told.</param>
    /// <returns>How many were ended elsewhere; those here are left to whoever calls.</returns>
    ValueTask<int> KickAsync(string clientId, string reason);

    /// <summary>Whether it is known here of every client whether it is online.</summary>
    bool KnowsEverybody { get; }

    /// <summary>Clients that are online. Read as it goes.</summary>
    IEnumerable<string> ClientIds { get; }

    /// <summary>Clients that were online at some time today.</summary>
    int ClientCountToday { get; }

    /// <summary>Those of some clients that are online, in the order in which they are named.</summary>
    ValueTask<IReadOnlyList<string>> FindOnlineAsync(IEnumerable<string> clientIds);

    /// <summary>Whether a client has a login that a filter takes.</summary>
    ValueTask<bool> HasAsync(string clientId, SeatFilter filter);

    /// <summary>Brings something to the logins of clients, in the order in which they are named.</summary>
    /// <returns>To how many logins.</returns>
    int Deliver(IReadOnlyList<string> clientIds, ref FanOut fanOut);

    /// <summary>The same for one client.</summary>
    /// <returns>To how many logins.</returns>
    int Deliver(string clientId, ref FanOut fanOut);

    /// <summary>The same to all logins of all clients.</summary>
    /// <returns>To how many logins.</returns>
    int DeliverToAll(ref FanOut fanOut);
}
