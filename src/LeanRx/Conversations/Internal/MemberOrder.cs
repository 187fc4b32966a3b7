namespace LeanRx.Conversations.Internal;

/// <summary>
/// The order of members, which is that in which they came. When somebody came says the push alone; an answer says who is in, so that the place stays open until
/// the push is heard that belongs to it, or a row that has them all. Older pushes may be heard before that one.
/// </summary>
internal sealed class MemberOrder
{
    readonly Dictionary<string, Arrival> _arrivals = new(StringComparer.Ordinal);

    /// <summary>Whether a push of this time says better when a member came.</summary>
    public bool IsOpen(string clientId, long time) =>
        _arrivals.TryGetValue(clientId, out var arrival) && time <= arrival.Said && time > (arrival.Pushed ?? long.MinValue);

    /// <summary>The members with one more, of whom is known that he is in, and not since when.</summary>
    public IReadOnlyList<string> With(IReadOnlyList<string> members, string clientId, long said) => With(members, clientId, new Arrival(null, said));

    /// <summary>The members with one more, or one in another place, who came at this time.</summary>
    /// <param name="said">When it was last said that he is in, which may be later.</param>
    public IReadOnlyList<string> With(IReadOnlyList<string> members, string clientId, long pushed, long said) =>
        With(members, clientId, new Arrival(pushed, said));

    /// <summary>Somebody who is in had left at this time: he came back later.</summary>
    public IReadOnlyList<string> Reopened(IReadOnlyList<string> members, string clientId, long left) =>
        IsOpen(clientId, left) ? With(members, clientId, _arrivals[clientId].Said) : members;

    /// <summary>The members with one more, who came when that was said.</summary>
    public IReadOnlyList<string> Placed(IReadOnlyList<string> members, string clientId)
    {
        List<string> all = [.. members.Where(member => member != clientId)];
        var time = TimeOf(clientId);
        var index = all.FindIndex(member => TimeOf(member) > time);
        all.Insert(index < 0 ? all.Count : index, clientId);
        return all;
    }

    /// <summary>A row says in which order they came, but for those that came later.</summary>
    public void Settle(IReadOnlyCollection<string> later)
    {
        foreach (var clientId in _arrivals.Keys.Where(clientId => !later.Contains(clientId)).ToList())
            _arrivals.Remove(clientId);
    }

    IReadOnlyList<string> With(IReadOnlyList<string> members, string clientId, Arrival arrival)
    {
        if (_arrivals.Count >= SaidTimes.Capacity)
            _arrivals.Clear();
        _arrivals[clientId] = arrival;
        return Placed(members, clientId);
    }

    long TimeOf(string clientId) => _arrivals.TryGetValue(clientId, out var arrival) ? arrival.Pushed ?? arrival.Said : long.MinValue;

    /// <param name="Pushed">When the last push said that he came; null while none is heard.</param>
    /// <param name="Said">When it was last said that he is in.</param>
    readonly record struct Arrival(long? Pushed, long Said);
}
