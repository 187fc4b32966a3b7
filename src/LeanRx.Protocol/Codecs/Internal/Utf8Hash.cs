using System.Buffers.Binary;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>A quick, unkeyed hash for small tables of fixed size, where a collision costs a lookup and nothing else.</summary>
static class Utf8Hash
{
    const ulong Multiplier = 0x9E3779B97F4A7C15;

    public static int Of(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * Multiplier;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Multiplier;
            hash ^= hash >> 29;
            bytes = bytes.Slice(sizeof(ulong));
        }
        foreach (var value in bytes)
            hash = (hash ^ value) * Multiplier;
        return (int)(hash >> 40);
    }
}
