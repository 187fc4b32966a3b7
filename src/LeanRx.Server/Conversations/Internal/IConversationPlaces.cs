using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>Knows where a conversation is decided.</summary>
internal interface IConversationPlaces
{
    /// <summary>The place of a conversation, be there one or not.</summary>
    IConversationPlace Of(Application app, string? conversationId);
}
