using LeanRx.Protocol;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>Where conversations are decided: whatever is done in one is done at its place, and nowhere else.</summary>
internal interface IConversationPlace
{
    /// <summary>Does what a client requests in the one conversation that its frame names, and answers its login.</summary>
    /// <exception cref="OperationRefusedException">It is refused; the answer is up to whoever calls.</exception>
    ValueTask HandleAsync(ISeat seat, Frame frame, TimeSpan begunAt);

    /// <summary>Brings a login back into the chat room in which its client was when it lost its connection, if it still may be there.</summary>
    ValueTask ReturnAsync(ISeat seat, string roomId);

    /// <summary>Does what is asked for without a login.</summary>
    /// <param name="cancellationToken">Minded until it begins.</param>
    /// <exception cref="OperationRefusedException">It is refused.</exception>
    ValueTask<TResult> RunAsync<TResult>(Application app, IConversationOperation<TResult> operation, CancellationToken cancellationToken = default);
}
