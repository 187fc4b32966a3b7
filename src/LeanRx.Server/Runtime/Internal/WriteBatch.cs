namespace LeanRx.Server.Runtime.Internal;

/// <summary>
/// Writes that wait for the end of what a thread does in a row: commands that came together, messages that became durable together. Each is done once for all
/// of them, so that a connection is written to once, however many frames are sent to it. Belongs to its thread, hence nobody waits inside of it.
/// </summary>
internal sealed class WriteBatch
{
    /// <summary>So much is done on the thread itself; what is beyond is shared with others.</summary>
    const int Share = 64;

    [ThreadStatic]
    static WriteBatch? _ofThread;

    readonly List<IThreadPoolWorkItem> _deferred = [];
    int _depth;

    /// <summary>Begins a batch, or goes on with the one that the thread is in.</summary>
    public static Scope Begin()
    {
        var batch = _ofThread ??= new WriteBatch();
        batch._depth++;
        return new Scope(batch);
    }

    /// <summary>Leaves a piece of work to the end of the batch; false where the thread is in none.</summary>
    public static bool TryDefer(IThreadPoolWorkItem work)
    {
        if (_ofThread is not { _depth: > 0 } batch)
            return false;
        batch._deferred.Add(work);
        return true;
    }

    void End()
    {
        try
        {
            if (_depth == 1 && _deferred.Count > 0)
                Work();
        }
        finally
        {
            if (--_depth == 0)
                _deferred.Clear();
        }
    }

    /// <summary>What is put off meanwhile is done too.</summary>
    void Work()
    {
        for (var shared = Share; shared < _deferred.Count; shared += Share)
            ThreadPool.UnsafeQueueUserWorkItem(new Part([.. _deferred[shared..Math.Min(shared + Share, _deferred.Count)]]), preferLocal: false);
        if (_deferred.Count > Share)
            _deferred.RemoveRange(Share, _deferred.Count - Share);
        for (var index = 0; index < _deferred.Count; index++)
            _deferred[index].Execute();
    }

    sealed class Part(IThreadPoolWorkItem[] works) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            foreach (var work in works)
                work.Execute();
        }
    }

    /// <summary>Ends the batch.</summary>
    public readonly ref struct Scope(WriteBatch batch)
    {
        public void Dispose() => batch.End();
    }
}
