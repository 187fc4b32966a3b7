namespace LeanRx;

/// <summary>Signs logins and member operations (guide rows S93, S103). In an app it asks a server of one's own, which holds the master key; the client never does.</summary>
public interface ISignatureProvider
{
    /// <summary>Signs one operation. Asked each time a login or an operation is made.</summary>
    Task<Signature> SignAsync(SignatureRequest request, CancellationToken cancellationToken = default);
}
