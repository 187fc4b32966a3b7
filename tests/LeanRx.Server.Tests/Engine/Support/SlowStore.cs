using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Server.Tests.Support;

/// <summary>A store whose appends take effect at once and complete when the test says so, all together, as a group commit does.</summary>
sealed class SlowStore : ForwardingStore
{
    readonly Log _log;

    public SlowStore() : base(new InMemoryMessageStore(new byte[] { 1, 2, 3 })) => _log = new(Inner.Messages);

    /// <summary>True to hold appends back.</summary>
    public bool IsSlow
    {
        get => _log.IsSlow;
        set => _log.IsSlow = value;
    }

    /// <summary>True to fail every call about messages.</summary>
    public bool FailAll
    {
        get => _log.FailAll;
        set => _log.FailAll = value;
    }

    public int PendingAppends => _log.PendingAppends;

    public override IMessageLog Messages => _log;

    /// <summary>Completes the oldest appends, all of them unless told otherwise.</summary>
    public void Commit(int count = int.MaxValue) => _log.Commit(count);

    sealed class Log(IMessageLog inner) : ForwardingMessageLog(inner)
    {
        readonly Queue<(TaskCompletionSource<AppendResult> Source, AppendResult Result)> _appends = new();

        public bool IsSlow { get; set; }

        public bool FailAll { get; set; }

        public int PendingAppends => _appends.Count;

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
}
