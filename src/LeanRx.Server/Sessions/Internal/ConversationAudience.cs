namespace LeanRx.Server.Sessions.Internal;

/// <summary>Who hears a message.</summary>
internal enum ConversationAudience
{
    /// <summary>Members, subscribers, or those in the chat room.</summary>
    Members,

    /// <summary>Every client that is online.</summary>
    Everybody,
}
