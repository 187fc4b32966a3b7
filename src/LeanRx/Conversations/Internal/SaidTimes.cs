namespace LeanRx.Conversations.Internal;

/// <summary>
/// At what time the server said each part of something, where that was later than it last said all of it. What it said later stays, in whatever order it comes.
/// Times are those of the server's own clock, in ticks, which grow with each change.
/// </summary>
internal sealed class SaidTimes
{
    /// <summary>Of so many parts the times are kept; beyond, the oldest counts for all that are older.</summary>
    public const int Capacity = 1024;

    Dictionary<string, long>? _parts;

    /// <summary>When all of it was last said.</summary>
    public long Whole { get; private set; }

    /// <summary>When a part was last said.</summary>
    public long Of(string part) => _parts is not null && _parts.TryGetValue(part, out var time) ? Math.Max(time, Whole) : Whole;

    /// <summary>The parts that were said later than this, in the order in which they were said.</summary>
    public IEnumerable<string> Since(long time) =>
        _parts is null ? [] : _parts.Where(part => part.Value > time).OrderBy(static part => part.Value).Select(static part => part.Key).ToList();

    public void Say(string part, long time)
    {
        _parts ??= new Dictionary<string, long>(StringComparer.Ordinal);
        _parts[part] = time;
        if (_parts.Count > Capacity)
            SayAll(_parts.Values.Min());
    }

    /// <summary>All parts were said, but for those that were said later.</summary>
    public void SayAll(long time)
    {
        Whole = Math.Max(Whole, time);
        if (_parts is null)
            return;
        foreach (var part in _parts.Where(part => part.Value <= Whole).Select(static part => part.Key).ToList())
            _parts.Remove(part);
    }
}
