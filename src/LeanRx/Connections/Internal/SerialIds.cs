using LeanRx.Common.Internal;

namespace LeanRx.Connections.Internal;

// protocol.md §3.4
/// <summary>Serial ids of requests, passing over those that still wait for their answer. Zero would read as a push.</summary>
/// <param name="isTaken">Whether a request with that id still waits.</param>
/// <param name="counter">Where they come from.</param>
internal sealed class SerialIds(Func<int, bool> isTaken, SerialCounter counter)
{
    public int Next()
    {
        int id;
        do
            id = counter.Next();
        while (isTaken(id));
        return id;
    }
}
