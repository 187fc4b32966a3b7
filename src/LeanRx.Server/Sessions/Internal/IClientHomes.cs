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
