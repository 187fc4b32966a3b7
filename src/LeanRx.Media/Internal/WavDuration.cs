using System.Buffers.Binary;

namespace LeanRx.Media.Internal;

/// <summary>
/// How long a WAV file plays: the bytes of its sound by the bytes that a second takes. The general reader does not tell where the sound begins.
/// </summary>
static class WavDuration
{
    const int RiffHeaderLength = 12;
    const int ChunkHeaderLength = 8;
    const int FormatLength = 16;
    const int BytesPerSecondOffset = 8;

    public static TimeSpan? Read(Stream content)
    {
        content.Position = RiffHeaderLength;
        var header = new byte[ChunkHeaderLength];
        var bytesPerSecond = 0u;
        while (Bytes.Fill(content, header) == ChunkHeaderLength)
        {
            long length = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
            var next = content.Position + length + (length & 1);
            var name = header.AsSpan(0, 4);
            if (name.SequenceEqual("data"u8))
                // Recorders that were cut off, and those that write to a pipe, leave a length that the file has not.
                return bytesPerSecond == 0 ? null : TimeSpan.FromSeconds((double)Math.Min(length, content.Length - content.Position) / bytesPerSecond);
            if (name.SequenceEqual("fmt "u8))
            {
                var format = new byte[FormatLength];
                if (Bytes.Fill(content, format) == FormatLength)
                    bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(format.AsSpan(BytesPerSecondOffset));
            }
            content.Position = next;
        }
        return null;
    }
}
