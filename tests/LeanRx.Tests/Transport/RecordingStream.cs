namespace LeanRx.Tests.Transport;

/// <summary>Notes the size of every write, and gives what it was given.</summary>
sealed class RecordingStream : MemoryStream
{
    public List<int> Writes { get; } = [];

    public List<byte> Written { get; } = [];

    public MemoryStream Incoming { get; set; } = new();

    public int Reads { get; private set; }

    public Exception? Failure { get; set; }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Failure is not null)
            return ValueTask.FromException(Failure);
        Writes.Add(buffer.Length);
        Written.AddRange(buffer.Span);
        return default;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reads++;
        return Incoming.ReadAsync(buffer, cancellationToken);
    }
}
