using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>What is on its way to clients whose home is another node, in the order in which it left.</summary>
internal sealed class Arrivals
{
    readonly Queue<Departure> _departures = new();
    readonly Queue<(long Number, InlineSignal Signal)> _waiting = new();
    long _begun;
    long _ended;

    public Departure Begin()
    {
        var departure = new Departure();
        lock (_departures)
        {
            _departures.Enqueue(departure);
            _begun++;
        }
        return departure;
    }

    /// <summary>It has arrived at all logins, or will not.</summary>
    public void End(Departure departure)
    {
        List<InlineSignal>? woken = null;
        lock (_departures)
        {
            departure.HasEnded = true;
            for (; _departures.TryPeek(out var first) && first.HasEnded; _ended++)
                _departures.Dequeue();
            while (_waiting.TryPeek(out var first) && first.Number <= _ended)
                (woken ??= []).Add(_waiting.Dequeue().Signal);
        }
        woken?.ForEach(static signal => signal.Fire());
    }

    /// <summary>Completes when all that has left by now has arrived.</summary>
    public ValueTask CompleteAsync()
    {
        lock (_departures)
        {
            if (_ended == _begun)
                return default;
            var signal = new InlineSignal();
            _waiting.Enqueue((_begun, signal));
            return signal.Fired;
        }
    }

    public sealed class Departure
    {
        public bool HasEnded { get; set; }
    }
}
