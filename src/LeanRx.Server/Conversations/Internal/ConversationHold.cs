namespace LeanRx.Server.Conversations.Internal;

/// <summary>Being inside a conversation's gate; disposing leaves it.</summary>
internal readonly struct ConversationHold(Conversation conversation) : IDisposable
{
    /// <summary>The conversation, loaded. Null in an empty hold.</summary>
    public Conversation Conversation { get; } = conversation;

    public void Dispose() => Conversation?.Gate.Leave();
}
