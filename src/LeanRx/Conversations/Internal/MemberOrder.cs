namespace LeanRx.Internal;

/// <summary>
/// The order of members, which is that in which they came. When somebody came says the push alone; an answer says who is in, so that its place is provisional until
/// the push is heard, or a row that has them all.
/// </summary>
internal sealed class MemberOrder
{
    readonly Dictionary<string, (long Time, bool IsProvisional)> _came = new(StringComparer.Ordinal);

    /// <summary>Whether the place of a member is not certain.</summary>
    public bool IsProvisional(string clientId) => _came.TryGetValue(clientId, out var came) && came.IsProvisional;

    /// <summary>The members with one more, or one in another place.</summary>
    public IReadOnlyList<string> With(IReadOnlyList<string> members, string clientId, long time, bool isProvisional)
    {
        if (_came.Count >= SaidTimes.Capacity)
            _came.Clear();
        _came[clientId] = (time, isProvisional);
        return Placed(members, clientId);
    }

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
        foreach (var clientId in _came.Keys.Where(clientId => !later.Contains(clientId)).ToList())
            _came.Remove(clientId);
    }

    long TimeOf(string clientId) => _came.TryGetValue(clientId, out var came) ? came.Time : long.MinValue;
}
