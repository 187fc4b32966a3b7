namespace LeanRx.Server.Internal;

/// <summary>The clients that were online at some time today, by the calendar of UTC. Whoever calls sees to it that only one does at a time.</summary>
internal sealed class DayVisitors(EngineClock clock)
{
    const long Day = 24 * 60 * 60 * 1000;

    readonly HashSet<string> _clientIds = new(StringComparer.Ordinal);
    long _today = long.MinValue;

    /// <param name="online">Who is online: when a new day has begun since the last call, they were there at its beginning.</param>
    public void Add(string clientId, IEnumerable<string> online)
    {
        Turn(online);
        _clientIds.Add(clientId);
    }

    /// <param name="online">As with <see cref="Add"/>.</param>
    public int Count(IEnumerable<string> online)
    {
        Turn(online);
        return _clientIds.Count;
    }

    void Turn(IEnumerable<string> online)
    {
        var today = Math.DivRem(clock.Now, Day).Quotient;
        if (today == _today)
            return;
        _today = today;
        _clientIds.Clear();
        _clientIds.UnionWith(online);
    }
}
