namespace LeanRx.Server.Internal;

/// <summary>Places in chat rooms that wait for clients whose connection ended without a logout (protocol.md §7.2, S89).</summary>
internal sealed class RoomPlaces(EngineClock clock, TimeSpan window)
{
    readonly Dictionary<(string ClientId, string? DeviceId), (string RoomId, long Until)> _places = [];

    /// <summary>Kept places in the order in which they end.</summary>
    readonly Queue<((string ClientId, string? DeviceId) Key, long Until)> _ends = new();

    public void Keep(string clientId, string? deviceId, string roomId)
    {
        var until = clock.Now + (long)window.TotalMilliseconds;
        lock (_places)
        {
            Forget();
            _places[(clientId, deviceId)] = (roomId, until);
            _ends.Enqueue(((clientId, deviceId), until));
        }
    }

    /// <summary>Hands out the room whose place waits for this client; null when there is none any more.</summary>
    public string? Take(string clientId, string? deviceId)
    {
        lock (_places)
        {
            Forget();
            return _places.Remove((clientId, deviceId), out var place) ? place.RoomId : null;
        }
    }

    void Forget()
    {
        while (_ends.TryPeek(out var end) && end.Until <= clock.Now)
        {
            _ends.Dequeue();
            if (_places.TryGetValue(end.Key, out var place) && place.Until == end.Until)
                _places.Remove(end.Key);
        }
    }
}
