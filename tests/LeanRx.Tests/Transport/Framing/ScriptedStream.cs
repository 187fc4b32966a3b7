namespace LeanRx.Tests.Transport.Framing;

/// <summary>Gives the bytes that it was made with in pieces of given sizes, then ends; notes what is written, write by write.</summary>
/// <param name="incoming">What a peer sends.</param>
/// <param name="pieces">The sizes of the pieces, again and again.</param>
sealed class ScriptedStream(byte[] incoming, params int[] pieces) : MemoryStream
{
    int _read;
    int _piece;

    public List<byte[]> Writes { get; } = [];

    /// <summary>Every write fails.</summary>
    public bool IsBroken { get; init; }

    /// <summary>What a write waits for; null for nothing.</summary>
    public Task? Holding { get; set; }

    /// <summary>Instead of its end, the stream goes on without a word until it is disposed of.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>Whether everything was read that there is.</summary>
    public bool IsAtEnd => Volatile.Read(ref _read) == incoming.Length;

    readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var left = incoming.Length - _read;
        if (left == 0 && StaysOpen)
        {
            await _disposed.Task;
            throw new IOException("The stream was disposed of.");
        }
        var count = Math.Min(buffer.Length, Math.Min(left, pieces.Length == 0 ? left : pieces[_piece++ % pieces.Length]));
        incoming.AsMemory(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsBroken)
            throw new IOException("The stream is broken.");
        lock (Writes)
            Writes.Add(buffer.ToArray());
        if (Holding is { } holding)
            await holding;
    }

    protected override void Dispose(bool disposing)
    {
        _disposed.TrySetResult();
        base.Dispose(disposing);
    }
}
