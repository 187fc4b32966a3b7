namespace LeanRx.Common.Internal;

/// <summary>
/// Counts serial ids from 1 up, then from 1 again. Safe on any thread: clients that share a socket share their counter, so that an answer that names no client
/// is taken by the one who asked.
/// </summary>
/// <param name="last">The id given last.</param>
internal sealed class SerialCounter(int last = 0)
{
    int _last = last;

    public int Next()
    {
        int before, next;
        do
        {
            before = Volatile.Read(ref _last);
            next = before == int.MaxValue ? 1 : before + 1;
        }
        while (Interlocked.CompareExchange(ref _last, next, before) != before);
        return next;
    }
}
