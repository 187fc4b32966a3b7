using System.Reactive.Concurrency;
using LeanRx.Server.Storage;
using Npgsql;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Connections that read, opened when needed and kept, up to a number.</summary>
sealed class Readers(NpgsqlDataSource source, PostgreSqlStoreOptions options) : IAsyncDisposable
{
    /// <summary>How long a read waits until those before it have their answers.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim _places = new(options.MaxReaders, options.MaxReaders);
    volatile bool _isDisposed;

    /// <summary>Reads once a connection is free.</summary>
    /// <remarks>
    /// A connection that broke while nobody used it is noticed by the read that takes it: such a read is done once more, on a new connection.
    /// </remarks>
    public async ValueTask<T> RunAsync<T>(Func<Session, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isDisposed) throw Closed();
            try
            {
                return await ReadAsync(read, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException exception) when (Failure.IsPassing(exception) && !Failure.IsUndone(exception)
                && exception.InnerException is not TimeoutException)
            {
                source.Clear();
                return await ReadAsync(read, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (Failure.IsPassing(exception))
        {
            throw Failure.Unavailable(exception);
        }
        finally
        {
            _places.Release();
        }
    }

    public static ObjectDisposedException Closed() => new("PostgreSqlMessageStore");

    /// <summary>Waits for the reads that run, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        for (var place = 0; place < options.MaxReaders; place++) await _places.WaitAsync().ConfigureAwait(false);
        _places.Release(options.MaxReaders);
        await source.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Waits for a place, while the reads before this one get answers.</summary>
    async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        if (_places.Wait(TimeSpan.Zero, cancellationToken)) return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = options.Scheduler.Schedule(s_patience, patience.Cancel);
        try
        {
            await _places.WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException("The store is unavailable: the database has not answered the reads before this one in time.", exception);
        }
    }

    async ValueTask<T> ReadAsync<T>(Func<Session, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var connectionClosing = connection.ConfigureAwait(false);
        return await read(new Session(connection)).ConfigureAwait(false);
    }
}
