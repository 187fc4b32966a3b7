using System.Diagnostics;
using LeanRx.Server.Hosting;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>What this node has to say to another, in order: one call under way, and whatever has queued up meanwhile goes into the next.</summary>
/// <param name="maxBytes">More may not wait.</param>
/// <param name="call">Brings a numbered batch there; false where it was not taken. It may be called again with the same.</param>
/// <param name="failed">Called when a call failed; it is made again when what this returns has completed.</param>
/// <param name="overflowed">Called once when more waits than may. Nothing is brought any more.</param>
sealed class Link(ClusterNode node, long maxBytes, Func<long, byte[], Task<bool>> call, Func<Exception?, Task> failed, Action<long> overflowed)
{
    const int MaxBatchBytes = 1024 * 1024;

    /// <summary>What an item takes beside its bytes, so that their number is bounded too.</summary>
    const int ItemBytes = 64;

    readonly Lock _lock = new();
    readonly Queue<ReadOnlyMemory<byte>> _waiting = new();
    long _bytes;
    long _number;
    long _calledAt;
    bool _isRunning;
    bool _isClosed;

    public ClusterNode Node => node;

    /// <summary>Whether a call has been under way for so long.</summary>
    public bool IsSlow(TimeSpan time) => Volatile.Read(ref _calledAt) is var at and not 0 && Stopwatch.GetElapsedTime(at) > time;

    public void Send(ReadOnlyMemory<byte> item)
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            _waiting.Enqueue(item);
            _bytes += item.Length + ItemBytes;
            if (_bytes <= maxBytes)
            {
                if (_isRunning)
                    return;
                _isRunning = true;
            }
        }
        if (_bytes > maxBytes)
            Overflow();
        else
            _ = Task.Run(RunAsync);
    }

    /// <summary>Brings nothing any more, and forgets what waits.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _waiting.Clear();
        }
    }

    void Overflow()
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
        }
        Close();
        overflowed(maxBytes);
    }

    async Task RunAsync()
    {
        while (Next() is { } batch)
        {
            _number++;
            while (!await BringAsync(batch).ConfigureAwait(false))
                if (IsClosed())
                    return;
        }
    }

    async Task<bool> BringAsync(byte[] batch)
    {
        Exception? fault = null;
        Volatile.Write(ref _calledAt, Stopwatch.GetTimestamp());
        try
        {
            if (await call(_number, batch).ConfigureAwait(false))
                return true;
        }
        catch (Exception exception)
        {
            fault = exception;
        }
        finally
        {
            Volatile.Write(ref _calledAt, 0);
        }
        await failed(fault).ConfigureAwait(false);
        return false;
    }

    byte[]? Next()
    {
        lock (_lock)
        {
            if (_isClosed || _waiting.Count == 0)
            {
                _isRunning = false;
                return null;
            }
            List<ReadOnlyMemory<byte>> items = [_waiting.Dequeue()];
            for (var bytes = items[0].Length; _waiting.TryPeek(out var next) && (bytes += next.Length) <= MaxBatchBytes;)
                items.Add(_waiting.Dequeue());
            _bytes -= items.Sum(static item => (long)item.Length + ItemBytes);
            return LinkBatch.Write(items);
        }
    }

    bool IsClosed()
    {
        lock (_lock)
            return _isClosed;
    }
}
