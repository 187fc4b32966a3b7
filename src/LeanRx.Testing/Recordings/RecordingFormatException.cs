namespace LeanRx.Testing;

/// <summary>A recording cannot be read; the message says where and why.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="position">The position in bytes, from 0.</param>
public sealed class RecordingFormatException(string message, long position) : FormatException($"{message} (byte {position} of the recording)")
{
    /// <summary>The position in bytes, from 0.</summary>
    public long Position { get; } = position;
}
