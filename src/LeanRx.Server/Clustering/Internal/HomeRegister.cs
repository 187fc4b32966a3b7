using LeanRx.Server.Hosting;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>The logins of the clients of one application whose home this node is, wherever they are connected.</summary>
internal sealed class HomeRegister(Application app)
{
    readonly Dictionary<string, ISeat[]> _byClient = new(StringComparer.Ordinal);
    readonly SlotIndex<string> _clients = new();

    public ISeat[] Of(string clientId)
    {
        lock (_byClient)
            return _byClient.GetValueOrDefault(clientId) ?? [];
    }

    /// <summary>Lets a login in, or not, and tells which others must go.</summary>
    /// <exception cref="OperationRefusedException">4113: the client has as many logins as it may.</exception>
    public (bool IsAccepted, ISeat[] Displaced, ISeat[] Replaced) Register(ISeat seat, bool isReconnect)
    {
        lock (_byClient)
        {
            var present = Of(seat.ClientId);
            // Requested again, because its answer was lost.
            if (present.Any(seat.Equals))
                return (true, [], []);
            var decision = LoginRules.Decide(present, seat, isReconnect, app.Services.Limits.MaxSessionsPerClient);
            if (decision.IsAccepted)
                Add(seat);
            return decision;
        }
    }

    /// <summary>Takes in a login that was let in by an earlier home.</summary>
    public void Restore(ISeat seat)
    {
        lock (_byClient)
            if (!Of(seat.ClientId).Any(seat.Equals))
                Add(seat);
    }

    public void Remove(ISeat seat)
    {
        lock (_byClient)
            Keep(seat.ClientId, other => !other.Equals(seat));
    }

    /// <summary>Forgets the clients of a slot.</summary>
    public void Drop(int slot)
    {
        lock (_byClient)
            foreach (var clientId in _clients.In(slot))
                Keep(clientId, static _ => false);
    }

    /// <summary>Forgets the logins of a node.</summary>
    public void Lose(ClusterNode node)
    {
        lock (_byClient)
            foreach (var clientId in _byClient.Keys.ToList())
                Keep(clientId, seat => seat is not RemoteSeat { Node: { } known } || known != node);
    }

    void Add(ISeat seat)
    {
        _byClient[seat.ClientId] = [.. Of(seat.ClientId), seat];
        _clients.Add(Slots.Of(app.Id, seat.ClientId), seat.ClientId);
    }

    void Keep(string clientId, Func<ISeat, bool> isKept)
    {
        var rest = Of(clientId).Where(isKept).ToArray();
        if (rest.Length > 0)
            _byClient[clientId] = rest;
        else if (_byClient.Remove(clientId))
            _clients.Remove(Slots.Of(app.Id, clientId), clientId);
    }
}
