namespace LeanRx.Protocol;

/// <summary>A payload could not be read as a frame. The message says where and what was expected; the payload itself is not kept.</summary>
public sealed class FrameFormatException : FormatException
{
    /// <summary>Makes the exception.</summary>
    public FrameFormatException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
