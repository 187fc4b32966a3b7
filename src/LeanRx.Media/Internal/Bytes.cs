namespace LeanRx.Media.Internal;

/// <summary>Reads from streams in whole blocks.</summary>
static class Bytes
{
    /// <summary>Fills the buffer as far as the stream goes, and tells how far that was.</summary>
    public static int Fill(Stream stream, byte[] buffer)
    {
        var filled = 0;
        for (int read; filled < buffer.Length && (read = stream.Read(buffer, filled, buffer.Length - filled)) > 0;)
            filled += read;
        return filled;
    }
}
