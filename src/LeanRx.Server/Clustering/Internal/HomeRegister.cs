using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>The logins of the clients of one application whose home this node is, wherever they are connected.</summary>
internal sealed class HomeRegister(Application app)
{
    readonly Dictionary<string, ISeat[]> _byClient = new(StringComparer.Ordinal);

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
                _byClient[seat.ClientId] = [.. present, seat];
            return decision;
        }
    }

    /// <summary>Takes in a login that was let in by an earlier home.</summary>
    public void Restore(ISeat seat)
    {
        lock (_byClient)
            if (!Of(seat.ClientId).Any(seat.Equals))
                _byClient[seat.ClientId] = [.. Of(seat.ClientId), seat];
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
            foreach (var clientId in _byClient.Keys.Where(clientId => Slots.Of(app.Id, clientId) == slot).ToList())
                _byClient.Remove(clientId);
    }

    /// <summary>Forgets the logins of a node.</summary>
    public void Lose(ClusterNode node)
    {
        lock (_byClient)
            foreach (var clientId in _byClient.Keys.ToList())
                Keep(clientId, seat => seat is not RemoteSeat { Node: { } known } || known != node);
    }

    void Keep(string clientId, Func<ISeat, bool> isKept)
    {
        var rest = Of(clientId).Where(isKept).ToArray();
        if (rest.Length > 0)
            _byClient[clientId] = rest;
        else
            _byClient.Remove(clientId);
    }
}
