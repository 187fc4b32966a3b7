using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>A node that is alone is the place of every conversation.</summary>
internal sealed class SolePlaces(IConversationPlace own) : IConversationPlaces
{
    public IConversationPlace Of(Application app, string? conversationId) => own;
}
