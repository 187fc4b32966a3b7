namespace LeanRx.Protocol;

/// <summary>A payload could not be read as a frame.</summary>
/// <remarks>The message says where and what was expected. The payload itself is not kept.</remarks>
public sealed class FrameFormatException : FormatException
{
    /// <summary>Creates the exception for a payload that is not a frame.</summary>
    public FrameFormatException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception for a payload that is not a frame.</summary>
    public FrameFormatException(string message, Exception? innerException) : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for a frame whose fields cannot be read.</summary>
    /// <param name="message">Where and what was expected.</param>
    /// <param name="request">The readable part of the frame.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public FrameFormatException(string message, UnknownFrame? request, Exception? innerException = null) : base(message, innerException) => Request = request;

    /// <summary>The readable part of the frame: command and addresses, enough to answer it.</summary>
    /// <value>Null when the payload is not a frame.</value>
    public UnknownFrame? Request { get; }
}
