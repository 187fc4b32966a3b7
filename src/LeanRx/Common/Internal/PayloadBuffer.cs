using System.Buffers;

namespace LeanRx.Common.Internal;

/// <summary>Where a codec writes a payload. Used again and again; what leaves it is a copy of exactly the payload's size. Empty it holds nothing.</summary>
internal sealed class PayloadBuffer : IBufferWriter<byte>
{
    const int Least = 512;

    byte[] _bytes = [];
    int _length;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>The payload so far, where it lies until the buffer is cleared.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Hands the payload over and starts anew.</summary>
    public byte[] Take()
    {
        var payload = _bytes.AsSpan(0, _length).ToArray();
        Clear();
        return payload;
    }

    public void Clear()
    {
        GiveBack(_bytes);
        (_bytes, _length) = ([], 0);
    }

    void Reserve(int sizeHint)
    {
        var needed = _length + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Least, Math.Max(needed, _bytes.Length * 2)));
        Written.CopyTo(larger);
        GiveBack(_bytes);
        _bytes = larger;
    }

    static void GiveBack(byte[] bytes)
    {
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
