using System.Buffers;

namespace LeanRx.Protocol.Protobuf.Internal;

/// <summary>Bytes that are written piece by piece. .NET Standard 2.0 has no <c>ArrayBufferWriter</c>.</summary>
sealed class GrowingBuffer : IBufferWriter<byte>
{
    byte[] _bytes = new byte[512];
    int _count;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _count);

    public void Advance(int count) => _count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = _count + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
        return _bytes.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
