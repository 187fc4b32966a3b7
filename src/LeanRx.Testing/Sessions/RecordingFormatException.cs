namespace LeanRx.Testing;

/// <summary>A recording cannot be read; the message names the place and says what is wrong there.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="position">The byte at which, counted from 0.</param>
public sealed class RecordingFormatException(string message, long position) : FormatException($"{message} (byte {position} of the recording)")
{
    /// <summary>The byte at which something is wrong, counted from 0.</summary>
    public long Position { get; } = position;
}
