namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>
/// Counts the bytes in which all sockets together keep frames that are not yet whole. Small buffers, which every frame begins with, are always to be had.
/// </summary>
sealed class ReceiveBudget(long most)
{
    const int Small = 64 * 1024;

    long _taken;

    /// <summary>Takes a buffer into account; false when that is more than there may be. It is to be given back in any case.</summary>
    public bool TryTake(int bytes) => bytes <= Small || Interlocked.Add(ref _taken, bytes) <= most;

    public void GiveBack(int bytes)
    {
        if (bytes > Small)
            Interlocked.Add(ref _taken, -bytes);
    }
}
