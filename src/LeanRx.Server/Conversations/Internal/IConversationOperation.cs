namespace LeanRx.Server.Conversations.Internal;

/// <summary>
/// What is done in one conversation without a login, as a value: arguments that another node could be sent, a result that it could send back, and nothing that
/// is known here alone.
/// </summary>
internal interface IConversationOperation<TResult>
{
    string ConversationId { get; }

    /// <summary>Does it, at the conversation's place.</summary>
    /// <param name="conversations">The conversations of the application that are there.</param>
    ValueTask<TResult> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken);
}
