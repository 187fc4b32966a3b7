using System.Buffers.Binary;

namespace LeanRx.Media.Internal;

/// <summary>
/// How long an MP3 file plays, which the general reader does not tell: by the number of frames where the encoder wrote it down (variable bit rate), or else by
/// length and bit rate of the first frame (constant bit rate).
/// </summary>
static class Mp3Duration
{
    const int TagHeaderLength = 10;

    /// <summary>How far behind the tag the first frame is looked for.</summary>
    const int SearchLength = 64 * 1024;

    const int OldTagLength = 128;

    public static TimeSpan? Read(Stream content)
    {
        var start = TagLength(content);
        content.Position = start;
        var block = new byte[SearchLength];
        var data = block.AsSpan(0, Bytes.Fill(content, block));
        for (var at = 0; at + Mp3Frame.HeaderLength <= data.Length; at++)
        {
            // One header can be chance, two in their places cannot; the last frame of a short file has no second.
            if (Mp3Frame.Read(data.Slice(at)) is not { } frame || at + frame.Length > data.Length)
                continue;
            var next = at + frame.Length;
            if (next + Mp3Frame.HeaderLength <= data.Length ? Mp3Frame.Read(data.Slice(next)) is not null : start + next >= content.Length)
                return Duration(frame, data.Slice(at, frame.Length), content, start + at);
        }
        return null;
    }

    static TimeSpan Duration(Mp3Frame frame, ReadOnlySpan<byte> bytes, Stream content, long at)
    {
        if (FrameCount(frame, bytes) is { } frames)
            return TimeSpan.FromSeconds((double)frames * frame.Samples / frame.SampleRate);
        return TimeSpan.FromSeconds((content.Length - at - OldTag(content)) * 8d / frame.BitRate);
    }

    static uint? FrameCount(Mp3Frame frame, ReadOnlySpan<byte> bytes)
    {
        const int fraunhoferOffset = Mp3Frame.HeaderLength + 32;
        const int fraunhoferCount = 14;
        var xing = Mp3Frame.HeaderLength + frame.SideInformationLength;
        if (bytes.Length >= xing + 12 && (bytes.Slice(xing).StartsWith("Xing"u8) || bytes.Slice(xing).StartsWith("Info"u8)) && (bytes[xing + 7] & 1) == 1)
            return BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(xing + 8));
        if (bytes.Length >= fraunhoferOffset + fraunhoferCount + 4 && bytes.Slice(fraunhoferOffset).StartsWith("VBRI"u8))
            return BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(fraunhoferOffset + fraunhoferCount));
        return null;
    }

    /// <summary>The tag with title and pictures before the sound.</summary>
    static long TagLength(Stream content)
    {
        content.Position = 0;
        var header = new byte[TagHeaderLength];
        if (Bytes.Fill(content, header) < TagHeaderLength || !header.AsSpan().StartsWith("ID3"u8))
            return 0;
        const int hasFooter = 0x10;
        var length = (header[6] & 0x7F) << 21 | (header[7] & 0x7F) << 14 | (header[8] & 0x7F) << 7 | header[9] & 0x7F;
        return TagHeaderLength + length + ((header[5] & hasFooter) != 0 ? TagHeaderLength : 0);
    }

    /// <summary>The tag of a fixed length behind it.</summary>
    static int OldTag(Stream content)
    {
        if (content.Length < OldTagLength)
            return 0;
        content.Position = content.Length - OldTagLength;
        var tag = new byte[3];
        return Bytes.Fill(content, tag) == tag.Length && tag.AsSpan().SequenceEqual("TAG"u8) ? OldTagLength : 0;
    }
}
