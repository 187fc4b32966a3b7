using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LeanRx.Cli.Archive;

/// <summary>The hash of a conversation: one value over all its messages, in order.</summary>
static class MessageHash
{
    public const int Bytes = SHA256.HashSizeInBytes;

    /// <summary>Takes the next message in.</summary>
    /// <remarks>The hash begins with zero bytes.</remarks>
    public static void Add(Span<byte> hash, long timestamp, string messageId, string from, string data, bool isBinary)
    {
        var longest = Bytes + 8 + (3 * 4) + 1 + Encoding.UTF8.GetMaxByteCount(messageId.Length) + Encoding.UTF8.GetMaxByteCount(from.Length)
            + Encoding.UTF8.GetMaxByteCount(data.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(longest);
        try
        {
            hash.CopyTo(buffer);
            BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(Bytes), timestamp);
            var end = Put(buffer, Put(buffer, Put(buffer, Bytes + 8, messageId), from), data);
            buffer[end++] = isBinary ? (byte)1 : (byte)0;
            SHA256.HashData(buffer.AsSpan(0, end), hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static int Put(byte[] buffer, int at, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, buffer.AsSpan(at + 4));
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(at), length);
        return at + 4 + length;
    }
}
