namespace LeanRx.Transport.Internal;

/// <summary>A connection that could not be made, in words that are good for people.</summary>
/// <param name="message">What was tried, and how it ended.</param>
/// <param name="innerException">What the platform said.</param>
internal sealed class DialException(string message, Exception? innerException = null) : IOException(message, innerException)
{
    /// <summary>Whether another attempt may end otherwise though nobody has changed anything.</summary>
    public bool IsTransient { get; init; } = true;
}
