namespace LeanRx.Protocol;

/// <summary>A payload could not be read as a frame. The message says where and what was expected; the payload itself is not kept.</summary>
public sealed class FrameFormatException : FormatException
{
    /// <summary>Makes the exception of a payload that is no frame at all.</summary>
    public FrameFormatException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>Makes the exception of a frame whose fields cannot be read.</summary>
    /// <param name="message">Where and what was expected.</param>
    /// <param name="request">What of the frame can be read nevertheless.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public FrameFormatException(string message, UnknownFrame? request, Exception? innerException = null) : base(message, innerException) => Request = request;

    /// <summary>Command and addresses of the frame, as far as they can be read: enough to answer it. Null when the payload is no frame at all.</summary>
    /// <value>Null.</value>
    public UnknownFrame? Request { get; }
}
