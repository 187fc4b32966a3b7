using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Support;

/// <summary>A store whose appends take effect at once and complete when the test says so, all together, as a group commit does.</summary>
sealed class SlowStore : StoreDecorator
{
    readonly Queue<(TaskCompletionSource<AppendResult> Source, AppendResult Result)> _appends = new();

    /// <summary>True to hold appends back.</summary>
    public bool IsSlow { get; set; }

    /// <summary>True to fail every call about messages.</summary>
    public bool FailAll { get; set; }

    public int PendingAppends => _appends.Count;

    /// <summary>Completes the oldest appends, all of them unless told otherwise.</summary>
    public void Commit(int count = int.MaxValue)
    {
        while (count-- > 0 && _appends.TryDequeue(out var append))
            append.Source.SetResult(append.Result);
    }

    public override async ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default)
    {
        Check();
        var result = await Inner.AppendAsync(message, cancellationToken);
        if (!IsSlow)
            return result;
        var source = new TaskCompletionSource<AppendResult>();
        _appends.Enqueue((source, result));
        return await source.Task;
    }

    public override ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default)
    {
        Check();
        return Inner.ReadHistoryAsync(query, cancellationToken);
    }

    void Check()
    {
        if (FailAll)
            throw new IOException("The disk is full.");
    }
}
