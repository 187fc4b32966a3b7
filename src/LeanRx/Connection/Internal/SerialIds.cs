namespace LeanRx.Internal;

/// <summary>Serial ids of requests (protocol.md §3.4): from 1 up, then from 1 again, passing over those that still wait for their answer. Zero would read as a push.</summary>
/// <param name="isTaken">Whether a request with that id still waits.</param>
internal sealed class SerialIds(Func<int, bool> isTaken, int last = 0)
{
    int _last = last;

    public int Next()
    {
        do
            _last = _last == int.MaxValue ? 1 : _last + 1;
        while (isTaken(_last));
        return _last;
    }
}
