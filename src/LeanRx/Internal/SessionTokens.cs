using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>The token that stands for a login at the REST interface (protocol.md §4.1.5).</summary>
internal static class SessionTokens
{
    /// <summary>The token of the last login; where it is too old, a new one from the server.</summary>
    public static async Task<string> TokenAsync(this ISession session, CancellationToken cancellationToken)
    {
        if (session.SessionToken is { } token)
            return token;
        var command = new SessionFrame { Operation = SessionOperations.Refresh, Signature = await session.SignAsync(SignatureAction.Open, null, [], cancellationToken).ConfigureAwait(false) };
        return await session.ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false) is SessionFrame { Token: { Length: > 0 } fresh }
            ? fresh
            : throw new ProtocolViolationException("The server answered session/refresh without a token.");
    }
}
