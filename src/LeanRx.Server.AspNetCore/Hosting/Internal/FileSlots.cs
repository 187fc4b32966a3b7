namespace LeanRx.Server.AspNetCore.Hosting.Internal;

/// <summary>How many uploaded files may be open at a time: each takes one of the files that the process may open, beside its connection.</summary>
sealed class FileSlots(int most)
{
    int _taken;

    /// <summary>Null when there is none left. It is free again when it is disposed of.</summary>
    public IDisposable? TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= most)
            return new Slot(this);
        Interlocked.Decrement(ref _taken);
        return null;
    }

    sealed class Slot(FileSlots slots) : IDisposable
    {
        int _isFree;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isFree, 1) == 0)
                Interlocked.Decrement(ref slots._taken);
        }
    }
}
