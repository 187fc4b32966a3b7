namespace LeanRx.Server.Conversations.Internal;

/// <summary>An operation with which a conversation is alone, once the sends before are answered and delivered.</summary>
internal abstract record ExclusiveOperation<TResult>(string ConversationId) : IConversationOperation<TResult>
{
    /// <exception cref="OperationRefusedException">4303: there is no such conversation.</exception>
    public async ValueTask<TResult> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        using var hold = await conversations.EnterAloneAsync(ConversationId).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return await RunAsync(hold.Conversation).ConfigureAwait(false);
    }

    protected abstract ValueTask<TResult> RunAsync(Conversation conversation);
}
