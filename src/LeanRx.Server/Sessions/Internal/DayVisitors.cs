using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>
/// How many clients were online at some time today, by the calendar of UTC: exactly up to a number, beyond it within one per cent. Whoever calls sees to it
/// that only one does at a time.
/// </summary>
internal sealed class DayVisitors(EngineClock clock, int exact)
{
    const long Day = 24 * 60 * 60 * 1000;

    readonly HashSet<string> _clientIds = new(StringComparer.Ordinal);

    /// <summary>Takes the names' place when there are too many of them to be kept.</summary>
    DistinctCounter? _counter;

    long _today = long.MinValue;

    /// <param name="online">Who is online: when a new day has begun since the last call, they were there at its beginning.</param>
    public void Add(string clientId, IEnumerable<string> online)
    {
        Turn(online);
        Add(clientId);
    }

    /// <param name="online">As with <see cref="Add(string, IEnumerable{string})"/>.</param>
    public int Count(IEnumerable<string> online)
    {
        Turn(online);
        return _counter?.Count ?? _clientIds.Count;
    }

    void Add(string clientId)
    {
        if (_counter is { } counter)
        {
            counter.Add(clientId);
            return;
        }
        _clientIds.Add(clientId);
        if (_clientIds.Count <= exact)
            return;
        _counter = new DistinctCounter();
        foreach (var known in _clientIds)
            _counter.Add(known);
        _clientIds.Clear();
        _clientIds.TrimExcess();
    }

    void Turn(IEnumerable<string> online)
    {
        var today = Math.DivRem(clock.Now, Day).Quotient;
        if (today == _today)
            return;
        _today = today;
        _clientIds.Clear();
        _counter = null;
        foreach (var clientId in online)
            Add(clientId);
    }
}
