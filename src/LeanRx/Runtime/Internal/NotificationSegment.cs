namespace LeanRx.Runtime.Internal;

/// <summary>A few notifications in a row, and the row behind them: a queue that grows and shrinks without copying. Written first, read then.</summary>
internal sealed class NotificationSegment
{
    const int Size = 16;

    readonly Notification[] _items = new Notification[Size];
    int _written;
    int _read;

    public NotificationSegment? Next { get; set; }

    public bool IsFull => _written == Size;

    public bool IsRead => _read == _written;

    public void Add(Notification notification) => _items[_written++] = notification;

    /// <summary>The next notification; it is let go of.</summary>
    public Notification Take()
    {
        var notification = _items[_read];
        _items[_read++] = default;
        return notification;
    }

    public void Clear()
    {
        Next = null;
        _written = 0;
        _read = 0;
    }
}
