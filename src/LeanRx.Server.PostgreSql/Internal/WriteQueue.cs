using System.Reactive.Concurrency;
using System.Threading.Channels;
using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>All writes of a store: one queue, one consumer, and one transaction for whatever has queued up.</summary>
sealed class WriteQueue : IAsyncDisposable
{
    static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan s_lastPause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan s_longestClose = TimeSpan.FromDays(1);

    /// <summary>When a write began that does not wait.</summary>
    static readonly DateTimeOffset s_never = DateTimeOffset.MinValue;

    readonly Channel<WriteOperation> _queue;
    readonly Queue<WriteOperation> _behind = new();
    readonly CancellationTokenSource _closing = new();
    readonly Writer _writer;
    readonly PostgreSqlStoreOptions _options;
    readonly Task _loop;

    public WriteQueue(Writer writer, PostgreSqlStoreOptions options)
    {
        _writer = writer;
        _options = options;
        _queue = Channel.CreateBounded<WriteOperation>(new BoundedChannelOptions(options.MaxPendingWrites) { SingleReader = true });
        _loop = Task.Run(ConsumeAsync);
    }

    IScheduler Scheduler => _options.Scheduler;

    /// <summary>Queues a message.</summary>
    public ValueTask<AppendResult> AppendAsync(StoredMessage message, SlotClaim? claim, CancellationToken cancellationToken) =>
        new(EnqueueAsync(new PendingAppend(message, claim, Scheduler.Now, cancellationToken), cancellationToken));

    /// <summary>Queues a write that has no outcome but that it was done.</summary>
    public ValueTask RunAsync(Action<Batch> compose, SlotClaim? claim, CancellationToken cancellationToken) =>
        RunAsync(compose, claim, Scheduler.Now, cancellationToken);

    /// <summary>Queues a write that does not wait for the database, and fails on a second connection.</summary>
    public ValueTask TryAsync(Action<Batch> compose, CancellationToken cancellationToken) => RunAsync(compose, null, s_never, cancellationToken);

    /// <inheritdoc cref="PendingStatements{T}"/>
    public ValueTask<T> RunAsync<T>(Func<Batch, Func<T>> compose, Func<Session, ValueTask<Func<T>>>? find, SlotClaim? claim,
        CancellationToken cancellationToken) =>
        new(EnqueueAsync(new PendingStatements<T>(compose, find, claim, Scheduler.Now, cancellationToken), cancellationToken));

    /// <summary>Commits what is queued and ends. Where the database cannot be reached, it waits no longer than any write does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_queue.Writer.TryComplete())
        {
            using var patience = Scheduler.Schedule(_options.MaxWait < s_longestClose ? _options.MaxWait : s_longestClose, _closing.Cancel);
            await _loop.ConfigureAwait(false);
        }

        await _loop.ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
    }

    ValueTask RunAsync(Action<Batch> compose, SlotClaim? claim, DateTimeOffset begun, CancellationToken cancellationToken)
    {
        Func<bool> done = () => true;
        return new(EnqueueAsync(
            new PendingStatements<bool>(
                batch =>
                {
                    compose(batch);
                    return done;
                },
                _ => ValueTask.FromResult(done), claim, begun, cancellationToken), cancellationToken));
    }

    // The task of the write itself, not one around it: these complete in the order of the calls.
    Task<T> EnqueueAsync<T>(PendingWrite<T> write, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        return _queue.Writer.TryWrite(write) ? write.Done : EnqueueLaterAsync(write, cancellationToken);
    }

    async Task<T> EnqueueLaterAsync<T>(PendingWrite<T> write, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(write, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw Readers.Closed();
        }

        return await write.Done.ConfigureAwait(false);
    }

    async Task ConsumeAsync()
    {
        while (_behind.Count > 0 || await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var batch = new List<WriteOperation>();
            while (batch.Count < _options.MaxBatch && (_behind.TryDequeue(out var write) || _queue.Reader.TryRead(out write)))
            {
                if (write.IsCancelled) write.Cancel();
                else batch.Add(write);
            }

            await CommitAsync(batch).ConfigureAwait(false);
        }
    }

    async Task CommitAsync(List<WriteOperation> batch)
    {
        var pause = s_firstPause;
        // The first attempt may have found no more than that the connection broke while nobody used it.
        for (var isFirst = true; batch.Count > 0; isFirst = false)
        {
            try
            {
                await _writer.CommitAsync(batch).ConfigureAwait(false);
                foreach (var write in batch) write.Complete();
                return;
            }
            catch (StoreUnavailableException exception)
            {
                foreach (var write in batch) write.Fail(exception);
                return;
            }
            catch (VoidClaimsException exception)
            {
                foreach (var write in batch) if (write.Claim is { } claim && exception.Claims.Contains(claim)) write.Fail(new StaleOwnerException(claim));
                batch.RemoveAll(write => write.Claim is { } claim && exception.Claims.Contains(claim));
            }
            catch (Exception exception) when (Failure.IsPassing(exception) || _writer.IsInDoubt)
            {
                await PauseAsync(pause).ConfigureAwait(false);
                pause = pause * 2 < s_lastPause ? pause * 2 : s_lastPause;
                GiveUp(batch, exception, isFirst);
            }
            catch (Exception exception) when (batch.Count == 1)
            {
                batch[0].Fail(exception);
                return;
            }
            catch (Exception)
            {
                // One of them cannot be done: each for itself, so that it fails alone.
                foreach (var write in batch) await CommitAsync([write]).ConfigureAwait(false);
                return;
            }
        }
    }

    async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Waiting.ForAsync(Scheduler, pause, _closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The store is being closed, and has waited long enough.
        }
    }

    /// <summary>Lets go of the writes that have waited long enough. Of those in doubt none that waits is told that it failed: it may have been done.</summary>
    void GiveUp(List<WriteOperation> batch, Exception exception, bool isFirst)
    {
        if (_closing.IsCancellationRequested && _writer.IsInDoubt)
        {
            var unknown = new StoreUnavailableException("The store was closed before the database told whether this was stored.", exception);
            foreach (var write in batch) write.Fail(unknown);
            batch.Clear();
        }

        var failure = Failure.Unavailable(exception);
        if (!_writer.IsInDoubt) batch.RemoveAll(write => IsGivenUp(write, failure, isFirst));
        else if (!isFirst) batch.FindAll(write => write.Begun == s_never).ForEach(write => write.Fail(failure));
        while (_behind.Count < _options.MaxPendingWrites && _queue.Reader.TryRead(out var write)) _behind.Enqueue(write);
        for (var left = _behind.Count; left > 0; left--)
            if (_behind.Dequeue() is var write && !IsGivenUp(write, failure, isFirst)) _behind.Enqueue(write);
    }

    bool IsGivenUp(WriteOperation write, StoreUnavailableException failure, bool isFirst)
    {
        if (write.IsCancelled) write.Cancel();
        else if (_closing.IsCancellationRequested || (!isFirst && Scheduler.Now - write.Begun >= _options.MaxWait)) write.Fail(failure);
        else return false;
        return true;
    }
}
