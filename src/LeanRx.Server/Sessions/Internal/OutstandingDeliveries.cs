using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>The deliveries to clients whose home is another node that have not arrived yet, by the numbers in whose order they began.</summary>
internal sealed class OutstandingDeliveries
{
    readonly Lock _lock = new();
    readonly HashSet<long> _endedEarly = [];
    readonly Queue<(long Number, InlineSignal Signal)> _waiting = new();
    long _begun;

    /// <summary>All up to this one have ended.</summary>
    long _ended;

    /// <summary>Notes one that leaves, and answers with its number.</summary>
    public long Begin()
    {
        lock (_lock)
            return ++_begun;
    }

    /// <summary>It has arrived at all logins, or will not.</summary>
    public void End(long number)
    {
        List<InlineSignal>? woken = null;
        lock (_lock)
        {
            _endedEarly.Add(number);
            while (_endedEarly.Remove(_ended + 1))
                _ended++;
            while (_waiting.TryPeek(out var first) && first.Number <= _ended)
                (woken ??= []).Add(_waiting.Dequeue().Signal);
        }
        woken?.ForEach(static signal => signal.Fire());
    }

    /// <summary>Completes when all that have begun by now have ended.</summary>
    public ValueTask EndedAsync()
    {
        lock (_lock)
        {
            if (_ended == _begun)
                return default;
            var signal = new InlineSignal();
            _waiting.Enqueue((_begun, signal));
            return signal.Fired;
        }
    }
}
