namespace LeanRx.Server.Runtime.Internal;

/// <summary>
/// What a thread does in a row: commands that came together, messages that became durable together. What is put off until its end is done once for all of
/// them, so that a connection is written to once, however many frames are sent to it. Belongs to its thread, hence nobody waits inside of it.
/// </summary>
internal sealed class Burst
{
    /// <summary>So much is done on the thread itself; what is beyond is shared with others.</summary>
    const int Share = 64;

    [ThreadStatic]
    static Burst? _ofThread;

    readonly List<IThreadPoolWorkItem> _putOff = [];
    int _depth;

    /// <summary>Begins a burst, or goes on with the one that the thread is in.</summary>
    public static Scope Begin()
    {
        var burst = _ofThread ??= new Burst();
        burst._depth++;
        return new Scope(burst);
    }

    /// <summary>Leaves a piece of work to the end of the burst; false where the thread is in none.</summary>
    public static bool TryPutOff(IThreadPoolWorkItem work)
    {
        if (_ofThread is not { _depth: > 0 } burst)
            return false;
        burst._putOff.Add(work);
        return true;
    }

    void End()
    {
        try
        {
            if (_depth == 1 && _putOff.Count > 0)
                Work();
        }
        finally
        {
            if (--_depth == 0)
                _putOff.Clear();
        }
    }

    /// <summary>What is put off meanwhile is done too.</summary>
    void Work()
    {
        for (var shared = Share; shared < _putOff.Count; shared += Share)
            ThreadPool.UnsafeQueueUserWorkItem(new Part([.. _putOff[shared..Math.Min(shared + Share, _putOff.Count)]]), preferLocal: false);
        if (_putOff.Count > Share)
            _putOff.RemoveRange(Share, _putOff.Count - Share);
        for (var index = 0; index < _putOff.Count; index++)
            _putOff[index].Execute();
    }

    sealed class Part(IThreadPoolWorkItem[] works) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            foreach (var work in works)
                work.Execute();
        }
    }

    /// <summary>Ends the burst.</summary>
    public readonly ref struct Scope(Burst burst)
    {
        public void Dispose() => burst.End();
    }
}
