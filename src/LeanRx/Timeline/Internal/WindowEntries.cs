using LeanRx.Common.Internal;

namespace LeanRx.Timeline.Internal;

/// <summary>
/// The lines of a window: what the server has, in its order, then what was not sent yet, in the order of the calls. Touched on the delivery queue alone.
/// </summary>
internal sealed class WindowEntries(string clientId)
{
    readonly List<WindowEntry> _sent = [];
    readonly List<WindowEntry> _unsent = [];
    readonly Dictionary<string, WindowEntry> _byId = new(StringComparer.Ordinal);
    long _deliveredTo;
    long _readTo;

    public IReadOnlyList<WindowEntry> Unsent => _unsent;

    public WindowEntry? Find(string id) => _byId.TryGetValue(id, out var entry) ? entry : null;

    /// <summary>Puts a line in its place. What has come by another way under the same id gives way to it.</summary>
    public void Place(WindowEntry entry)
    {
        if (entry.Message is { } message)
        {
            if (_byId.TryGetValue(message.Id, out var other) && other != entry)
                _sent.Remove(other);
            _byId[message.Id] = entry;
            if (message.From == clientId)
                Mark(message.DeliveredAt is null ? 0 : message.TimestampMilliseconds, message.ReadAt is null ? 0 : message.TimestampMilliseconds);
        }
        _unsent.Remove(entry);
        var index = _sent.Count;
        while (index > 0 && IsBehind(entry.Position, _sent[index - 1].Position))
            index--;
        _sent.Insert(index, entry);
    }

    public void AddUnsent(WindowEntry entry) => _unsent.Add(entry);

    public void Remove(WindowEntry entry)
    {
        _unsent.Remove(entry);
        if (!_sent.Remove(entry) || entry.Message is not { } message)
            return;
        _byId.Remove(message.Id);
    }

    /// <summary>Takes out what is before a position: between it and the first line of a page there may be others.</summary>
    public void RemoveBefore(Position position)
    {
        foreach (var entry in _sent.Where(entry => IsBehind(entry.Position, position)).ToList())
            Remove(entry);
    }

    /// <summary>What was sent up to an instant has reached one of the others, or was read by one.</summary>
    public bool Mark(long deliveredTo, long readTo)
    {
        if (deliveredTo <= _deliveredTo && readTo <= _readTo)
            return false;
        _readTo = Math.Max(_readTo, readTo);
        _deliveredTo = Math.Max(Math.Max(_deliveredTo, deliveredTo), _readTo);
        return true;
    }

    public IReadOnlyList<TimelineItem> Show()
    {
        var items = new TimelineItem[_sent.Count + _unsent.Count];
        for (var index = 0; index < items.Length; index++)
        {
            var entry = index < _sent.Count ? _sent[index] : _unsent[index - _sent.Count];
            var isOwn = index < _sent.Count && entry.Message is { } message && message.From == clientId;
            var at = isOwn ? entry.Message!.TimestampMilliseconds : long.MaxValue;
            items[index] = entry.Show(at <= _deliveredTo, at <= _readTo);
        }
        return items;
    }

    /// <summary>Whether a position is before another.</summary>
    public static bool IsBehind(Position one, Position other) =>
        one.Timestamp < other.Timestamp || (one.Timestamp == other.Timestamp && string.CompareOrdinal(one.Id, other.Id) < 0);
}
