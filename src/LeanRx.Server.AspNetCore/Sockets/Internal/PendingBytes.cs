using System.Buffers;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>Bytes that wait to be written, in buffers of the pool; none where nothing waits. Not safe for threads.</summary>
/// <param name="size">The size of a buffer, and of what is taken at once.</param>
struct PendingBytes(int size)
{
    Queue<byte[]>? _full;
    byte[] _last = [];
    int _lastLength;

    /// <summary>Whether there is as much as is taken at once.</summary>
    public readonly bool FillsOne => _full is not null;

    public readonly int Length => _lastLength + ((_full?.Count ?? 0) * size);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            Reserve(bytes.Length);
            var count = Math.Min(bytes.Length, Math.Min(_last.Length, size) - _lastLength);
            bytes[..count].CopyTo(_last.AsSpan(_lastLength));
            _lastLength += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Takes out the first of them; empty where there are none. The array goes back to the pool when it is written.</summary>
    public ArraySegment<byte> Take()
    {
        if (_full is { Count: > 0 })
            return new ArraySegment<byte>(_full.Dequeue(), 0, size);
        _full = null;
        var taken = new ArraySegment<byte>(_last, 0, _lastLength);
        if (taken.Count == 0)
            Return(_last);
        (_last, _lastLength) = ([], 0);
        return taken;
    }

    /// <summary>Lets go of them.</summary>
    public void Clear()
    {
        while (_full is { Count: > 0 })
            Return(_full.Dequeue());
        Return(_last);
        (_last, _lastLength) = ([], 0);
    }

    static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Makes place for at least one more byte, and for so many if one buffer holds them.</summary>
    void Reserve(int length)
    {
        if (_lastLength == size)
        {
            (_full ??= new Queue<byte[]>()).Enqueue(_last);
            (_last, _lastLength) = ([], 0);
        }
        var needed = Math.Min(_lastLength + length, size);
        if (needed <= _last.Length)
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(Math.Max(needed, _last.Length * 2), size));
        _last.AsSpan(0, _lastLength).CopyTo(larger);
        Return(_last);
        _last = larger;
    }
}
