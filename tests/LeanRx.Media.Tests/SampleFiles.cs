using System.Buffers.Binary;
using System.Text;

namespace LeanRx.Media.Tests;

/// <summary>The smallest files that say how large or long they are.</summary>
static class SampleFiles
{
    public static byte[] Png(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", [0x78, 0x9c, 3, 0, 0, 0, 0, 1]);
        Chunk(file, "IEND", []);
        return file.ToArray();

        static void Chunk(Stream file, string name, byte[] content)
        {
            file.Write(BigEndian(content.Length));
            file.Write(Encoding.ASCII.GetBytes(name));
            file.Write(content);
            file.Write(new byte[4]);
        }
    }

    public static byte[] Gif(short width, short height) =>
        [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 0, 0, (byte)';'];

    /// <summary>A JPEG with nothing but its frame header, and a camera's note how it was held.</summary>
    public static byte[] Jpeg(short width, short height, byte orientation)
    {
        byte[] exif = [.. "Exif"u8, 0, 0, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        byte[] frame = [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
        return [0xFF, 0xD8, .. Segment(0xE1, exif), .. Segment(0xC0, frame), 0xFF, 0xDA, 0, 2, 0xFF, 0xD9];

        static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];
    }

    /// <summary>A film, or a sound when it has neither width nor height.</summary>
    public static byte[] Mp4(int width, int height, double seconds, bool isSideways = false)
    {
        const int timeScale = 1000;
        byte[] straight = [.. Fixed(1), .. Fixed(0), .. Fixed(0), .. Fixed(0), .. Fixed(1), .. Fixed(0), .. Fixed(0), .. Fixed(0), .. BigEndian(0x40000000)];
        byte[] turned = [.. Fixed(0), .. Fixed(1), .. Fixed(0), .. Fixed(-1), .. Fixed(0), .. Fixed(0), .. Fixed(0), .. Fixed(0), .. BigEndian(0x40000000)];
        byte[] movie = [.. BigEndian(0), .. BigEndian(0), .. BigEndian(0), .. BigEndian(timeScale), .. BigEndian((int)(seconds * timeScale)), .. Fixed(1), 1,
            0, .. new byte[10], .. straight, .. new byte[24], .. BigEndian(2)];
        byte[] track = [.. BigEndian(7), .. BigEndian(0), .. BigEndian(0), .. BigEndian(1), .. BigEndian(0), .. BigEndian((int)(seconds * timeScale)),
            .. new byte[8], .. new byte[8], .. isSideways ? turned : straight, .. Fixed(width), .. Fixed(height)];
        return [.. Box("ftyp", [.. "isom"u8, .. BigEndian(512), .. "isom"u8, .. "mp41"u8]),
            .. Box("moov", [.. Box("mvhd", movie), .. Box("trak", Box("tkhd", track))])];

        static byte[] Box(string name, byte[] content) => [.. BigEndian(content.Length + 8), .. Encoding.ASCII.GetBytes(name), .. content];
    }

    public static byte[] Wav(double seconds, bool hasNote = false)
    {
        const int bytesPerSecond = 16_000;
        var data = new byte[(int)(seconds * bytesPerSecond)];
        byte[] format = [1, 0, 1, 0, .. LittleEndian(8_000), .. LittleEndian(bytesPerSecond), 2, 0, 16, 0];
        byte[] note = hasNote ? [.. "LIST"u8, .. LittleEndian(5), 1, 2, 3, 4, 5, 0] : [];
        return [.. "RIFF"u8, .. LittleEndian(36 + note.Length + data.Length), .. "WAVE"u8, .. "fmt "u8, .. LittleEndian(16), .. format, .. note, .. "data"u8,
            .. LittleEndian(data.Length), .. data];
    }

    /// <summary>Frames of 128 kilobits and 44,100 samples a second: 417 bytes each.</summary>
    public static byte[] Mp3(int frames, bool hasTag = false, uint? countWritten = null, bool hasOldTag = false)
    {
        using var file = new MemoryStream();
        if (hasTag)
            file.Write([.. "ID3"u8, 3, 0, 0, 0, 0, 2, 0, .. new byte[256]]);
        for (var index = 0; index < frames; index++)
        {
            var frame = new byte[417];
            frame[0] = 0xFF;
            frame[1] = 0xFB;
            frame[2] = 0x90;
            if (index == 0 && countWritten is { } count)
                ((byte[])[.. "Xing"u8, 0, 0, 0, 1, .. BigEndian((int)count)]).CopyTo(frame, 36);
            file.Write(frame);
        }
        if (hasOldTag)
            file.Write([.. "TAG"u8, .. new byte[125]]);
        return file.ToArray();
    }

    static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    static byte[] LittleEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    static byte[] Fixed(int value) => BigEndian(value << 16);
}
