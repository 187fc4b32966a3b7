namespace LeanRx.Runtime.Internal;

/// <summary>A few deliveries in a row, and the row behind them: a queue that grows and shrinks without copying. Written first, read then.</summary>
internal sealed class DeliverySegment
{
    public const int Size = 16;

    /// <summary>Enough for a client that hears little.</summary>
    const int FirstSize = 4;

    PendingDelivery[] _items = new PendingDelivery[FirstSize];
    int _written;
    int _read;

    public DeliverySegment? Next { get; set; }

    public bool IsFull => _written == Size;

    public bool IsRead => _read == _written;

    public void Add(PendingDelivery delivery)
    {
        if (_written == _items.Length)
            Array.Resize(ref _items, Size);
        _items[_written++] = delivery;
    }

    /// <summary>The next delivery; it is let go of.</summary>
    public PendingDelivery Take()
    {
        var delivery = _items[_read];
        _items[_read++] = default;
        return delivery;
    }

    public void Clear()
    {
        Next = null;
        _written = 0;
        _read = 0;
    }
}
