using System.Collections.Concurrent;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Connections that read, opened when needed and kept, up to a number.</summary>
sealed class ReaderPool(Func<StoreConnection> open, int size) : IAsyncDisposable
{
    readonly SemaphoreSlim _places = new(size, size);
    readonly ConcurrentBag<StoreConnection> _idle = [];
    volatile bool _isDisposed;

    /// <summary>The connections on which nobody reads at present.</summary>
    public IReadOnlyCollection<StoreConnection> Idle => [.. _idle];

    /// <summary>Reads on the calling thread, once a connection is free.</summary>
    public async ValueTask<T> RunAsync<T>(Func<StoreConnection, T> read, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isDisposed) throw StoreFile.Closed();
            if (!_idle.TryTake(out var connection)) connection = open();
            try
            {
                return read(connection);
            }
            finally
            {
                _idle.Add(connection);
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Waits for the reads that run, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        for (var place = 0; place < size; place++) await _places.WaitAsync().ConfigureAwait(false);
        while (_idle.TryTake(out var connection)) connection.Dispose();
        _places.Release(size);
    }
}
