using LeanRx.Runtime.Internal;

namespace LeanRx.Streams.Internal;

/// <summary>Streams that end together, in the order in which they were made.</summary>
internal sealed class StreamSet(DeliveryQueue deliveries, Action<Exception> observerThrew)
{
    readonly List<Action> _ends = [];

    public EventStream<T> Add<T>() where T : class
    {
        var stream = new EventStream<T>(deliveries, observerThrew);
        _ends.Add(stream.Complete);
        return stream;
    }

    public void Complete()
    {
        foreach (var end in _ends)
            end();
    }
}
