using System.Buffers;

namespace LeanRx.Common.Internal;

/// <summary>Where a codec writes a payload. Used again and again; what leaves it is a copy of exactly the payload's size.</summary>
internal sealed class PayloadBuffer : IBufferWriter<byte>
{
    const int KeptSize = 64 * 1024;

    byte[] _bytes = new byte[512];
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

    /// <summary>The payload so far, where it lies.</summary>
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
        _length = 0;
        if (_bytes.Length > KeptSize)
            _bytes = new byte[512];
    }

    void Reserve(int sizeHint)
    {
        var needed = _length + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
    }
}
