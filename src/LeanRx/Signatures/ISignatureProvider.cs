namespace LeanRx;

// S93, S103
/// <summary>Signs logins and operations on members.</summary>
/// <remarks>In an app it asks a server that holds the master key; the client never has it.</remarks>
public interface ISignatureProvider
{
    /// <summary>Signs an operation.</summary>
    /// <remarks>
    /// Called for each login and each operation; at a reconnect the session token replaces the signature while it is valid. Called on any thread, which it must
    /// not block. <see cref="LeanClientOptions.ConnectTimeout"/> applies to a login, <see cref="LeanClientOptions.CommandTimeout"/> to other operations. An
    /// exception fails the operation; a login counts as a failed attempt and is retried.
    /// </remarks>
    Task<Signature> SignAsync(SignatureRequest request, CancellationToken cancellationToken = default);
}
