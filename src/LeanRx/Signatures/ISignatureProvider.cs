namespace LeanRx;

// S93, S103
/// <summary>Signs logins and member operations. In an app it asks a server of one's own, which holds the master key; the client never does.</summary>
public interface ISignatureProvider
{
    /// <summary>
    /// Signs one operation. Asked each time a login or an operation is made; on a reconnect the session token takes the place of the signature while it is
    /// valid.
    /// </summary>
    /// <remarks>
    /// Called on any thread and must not block it. <see cref="LeanClientOptions.ConnectTimeout"/> bounds a login,
    /// <see cref="LeanClientOptions.CommandTimeout"/> any other operation. What it throws fails the operation; a login counts as a failed attempt and is tried
    /// again.
    /// </remarks>
    Task<Signature> SignAsync(SignatureRequest request, CancellationToken cancellationToken = default);
}
