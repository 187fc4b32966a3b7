namespace LeanRx.Server.Internal;

/// <summary>Counts operations per client and minute (S170). A minute begins with the first operation counted in it.</summary>
internal sealed class RateLimiter(EngineClock clock, ServerLimits limits)
{
    static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    /// <summary>Beyond so many entries those of minutes gone by are removed.</summary>
    const int SweepAt = 4096;

    readonly Dictionary<(string ClientId, string Command, string? Operation), (TimeSpan Since, int Count)> _counts = [];
    int _sweepAt = SweepAt;

    /// <summary>Counts one operation; false when it is over the limit.</summary>
    public bool TryCount(string clientId, RateKind kind, string command, string? operation = null)
    {
        var limit = kind switch { RateKind.Send => limits.SendsPerMinute, RateKind.History => limits.HistoryQueriesPerMinute, _ => limits.OtherOperationsPerMinute };
        if (limit <= 0)
            return true;
        var now = clock.Elapsed;
        lock (_counts)
        {
            if (_counts.Count >= _sweepAt)
                Sweep(now);
            var key = (clientId, command, operation);
            var entry = _counts.GetValueOrDefault(key, (Since: now, Count: 0));
            if (now - entry.Since >= s_minute)
                entry = (now, 0);
            if (entry.Count >= limit)
                return false;
            _counts[key] = (entry.Since, entry.Count + 1);
            return true;
        }
    }

    void Sweep(TimeSpan now)
    {
        foreach (var (key, entry) in _counts.ToList())
            if (now - entry.Since >= s_minute)
                _counts.Remove(key);
        _sweepAt = Math.Max(SweepAt, _counts.Count * 2);
    }
}
