namespace LeanRx.Server.AspNetCore.Tests.Sockets;

/// <summary>A connection that brings what a test gives it, one read for each piece, and notes what is written to it, write by write.</summary>
sealed class ScriptedTransport(params byte[][] pieces) : MemoryStream
{
    int _piece;

    public List<string> Writes { get; } = [];

    public List<byte> Bytes { get; } = [];

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _piece == pieces.Length)
            return new(0);
        var piece = pieces[_piece++];
        piece.CopyTo(buffer);
        return new(piece.Length);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (Writes)
        {
            Writes.Add(System.Text.Encoding.UTF8.GetString(buffer.Span));
            Bytes.AddRange(buffer.Span);
        }
        return default;
    }
}
