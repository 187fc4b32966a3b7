using System.Threading.Channels;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>All writes of a store: one queue, one consumer, and one transaction for whatever has queued up.</summary>
sealed class WriteQueue : IAsyncDisposable
{
    readonly Channel<WriteOperation> _queue;
    readonly StoreFile _file;
    readonly StoreConnection _connection;
    readonly int _maxBatch;
    readonly Task _loop;
    long _transactions;

    public WriteQueue(StoreFile file, int maxBatch, int capacity)
    {
        _file = file;
        _connection = file.Writer;
        _maxBatch = maxBatch;
        _queue = Channel.CreateBounded<WriteOperation>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _loop = Task.Run(ConsumeAsync);
    }

    /// <summary>How many transactions were committed.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    public ValueTask RunAsync(Action<StoreConnection> work, CancellationToken cancellationToken) => new(EnqueueAsync<object?>(
        connection =>
        {
            work(connection);
            return null;
        },
        cancellationToken));

    public ValueTask<T> RunAsync<T>(Func<StoreConnection, T> work, CancellationToken cancellationToken) => new(EnqueueAsync(work, cancellationToken));

    // The task of the write itself, not one around it: these complete in the order of the calls.
    Task<T> EnqueueAsync<T>(Func<StoreConnection, T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        var write = new PendingWrite<T>(work, cancellationToken);
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
            throw StoreFile.Closed();
        }

        return await write.Done.ConfigureAwait(false);
    }

    /// <summary>Commits what is queued and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
    }

    async Task ConsumeAsync()
    {
        var batch = new List<WriteOperation>();
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < _maxBatch && _queue.Reader.TryRead(out var write))
            {
                if (write.IsCancelled) write.Cancel();
                else batch.Add(write);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    void Commit(List<WriteOperation> batch)
    {
        if (batch.Count == 0) return;
        try
        {
            _file.RequireName();
            _connection["BEGIN IMMEDIATE"].Execute();
        }
        catch (Exception exception)
        {
            // Not the fault of any of them: somebody else holds the file, or it is gone.
            foreach (var write in batch) write.Fail(exception);
            return;
        }

        try
        {
            Transact(batch);
        }
        catch (Exception exception) when (batch.Count == 1)
        {
            batch[0].Fail(exception);
            return;
        }
        catch (Exception)
        {
            // One of them cannot be done: each for itself, so that it fails alone.
            foreach (var write in batch) Commit([write]);
            return;
        }

        try
        {
            // What was committed to a file that lost its name meanwhile is not told as kept.
            _file.RequireName();
        }
        catch (IOException exception)
        {
            foreach (var write in batch) write.Fail(exception);
            return;
        }

        foreach (var write in batch) write.Complete();
    }

    void Transact(List<WriteOperation> batch)
    {
        try
        {
            foreach (var write in batch) write.Execute(_connection);
            _connection["COMMIT"].Execute();
        }
        catch
        {
            if (_connection.IsInTransaction) _connection["ROLLBACK"].Execute();
            throw;
        }

        Interlocked.Increment(ref _transactions);
    }
}
