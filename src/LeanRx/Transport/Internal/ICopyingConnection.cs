namespace LeanRx.Transport.Internal;

/// <summary>A connection that keeps nothing of what it is given to send.</summary>
internal interface ICopyingConnection
{
    /// <summary>As <see cref="ITransportConnection.Send"/>.</summary>
    /// <param name="payload">The bytes.</param>
    /// <param name="isText">Whether to send a text message.</param>
    /// <param name="isAlone">Whether no other message is to be expected: it leaves in the call, and does not wait for company.</param>
    void Send(ReadOnlySpan<byte> payload, bool isText, bool isAlone);
}
