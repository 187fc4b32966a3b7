namespace LeanRx.Runtime.Internal;

/// <summary>
/// Payloads that come one right behind the other. What they bring is told together: to wake observers for each message would cost more than the message, and
/// the threads that sleep and wake would hold up the socket.
/// </summary>
internal sealed class DeliveryBatch(DeliveryQueue deliveries)
{
    const int None = 0;
    const int Going = 1;
    const int Ended = 2;

    int _state;

    /// <summary>A payload is there, and another one may be.</summary>
    public void Go()
    {
        if (_state == None && Interlocked.CompareExchange(ref _state, Going, None) == None)
            deliveries.Hold();
    }

    /// <summary>No further payload is there for the moment.</summary>
    public void Pause()
    {
        if (_state == Going && Interlocked.CompareExchange(ref _state, None, Going) == Going)
            deliveries.Release();
    }

    /// <summary>There will be no bursts any more. From any thread.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _state, Ended) == Going)
            deliveries.Release();
    }
}
