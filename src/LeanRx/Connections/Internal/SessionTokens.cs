using LeanRx.Protocol;

namespace LeanRx.Connections.Internal;

// protocol.md §4.1.5
/// <summary>The token that stands for a login at the REST interface.</summary>
internal static class SessionTokens
{
    const int Unauthorized = 401;

    /// <summary>
    /// Asks something with the token of the last login. Where it is too old, by this clock or by the server's, which may be another, the server is asked for
    /// a new one and the question is asked with that.
    /// </summary>
    public static async Task<T> AskWithTokenAsync<T>(this ISession session, Func<string, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (session.SessionToken is { } token)
        {
            try
            {
                return await ask(token, cancellationToken).ConfigureAwait(false);
            }
            catch (ServerRejectedException refusal) when (refusal.Code is ErrorCodes.SessionTokenExpired or Unauthorized)
            {
                // The next token decides.
            }
        }
        return await ask(await session.RefreshAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    static async Task<string> RefreshAsync(this ISession session, CancellationToken cancellationToken)
    {
        var command = new SessionFrame
        {
            Operation = SessionOperations.Refresh,
            Signature = await session.SignAsync(SignatureAction.Open, null, [], cancellationToken).ConfigureAwait(false)
        };
        return await session.ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false) is SessionFrame { Token: { Length: > 0 } fresh }
            ? fresh
            : throw new InvalidResponseException("The server answered session/refresh without a token.");
    }
}
