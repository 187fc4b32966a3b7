namespace LeanRx.Server.Push.Internal;

/// <summary>
/// For each subject that was told of lately, the time during which it is not told of again, and what came meanwhile: the newest, with the number of all. Not
/// safe for several threads.
/// </summary>
sealed class PushWindows(TimeSpan interval, int maxCount)
{
    readonly Dictionary<(string, string), PushItem?> _waiting = [];
    readonly Queue<(TimeSpan Due, (string, string) Subject)> _closings = new();

    /// <summary>When the first of them ends; null where there is none.</summary>
    public TimeSpan? NextDue => _closings.TryPeek(out var first) ? first.Due : null;

    /// <summary>Takes what is to be told of.</summary>
    /// <param name="replaced">What is told no longer.</param>
    /// <returns>Whether it is told at once; else it waits here.</returns>
    public bool Add(PushItem item, TimeSpan now, out PushItem? replaced)
    {
        replaced = null;
        if (!_waiting.TryGetValue(item.Subject, out replaced))
        {
            if (interval > TimeSpan.Zero && _waiting.Count < maxCount)
                Open(item.Subject, now);
            return true;
        }
        _waiting[item.Subject] = item with { Count = item.Count + (replaced?.Count ?? 0) };
        return false;
    }

    /// <summary>What is to be told by now.</summary>
    public IReadOnlyList<PushItem> Due(TimeSpan now)
    {
        if (!_closings.TryPeek(out var first) || first.Due > now)
            return [];
        List<PushItem> due = [];
        while (_closings.TryPeek(out first) && first.Due <= now)
        {
            _closings.Dequeue();
            _waiting.Remove(first.Subject, out var item);
            if (item is null)
                continue;
            due.Add(item);
            Open(item.Subject, now);
        }
        return due;
    }

    /// <summary>Ends all of them.</summary>
    /// <returns>What waited.</returns>
    public IReadOnlyList<PushItem> Close()
    {
        IReadOnlyList<PushItem> left = [.. _closings.Select(closing => _waiting[closing.Subject]).OfType<PushItem>()];
        _waiting.Clear();
        _closings.Clear();
        return left;
    }

    void Open((string, string) subject, TimeSpan now)
    {
        _waiting.Add(subject, null);
        _closings.Enqueue((now + interval, subject));
    }
}
