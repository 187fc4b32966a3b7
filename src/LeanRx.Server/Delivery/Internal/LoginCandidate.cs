using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Delivery.Internal;

/// <summary>A conversation that may have something to tell to a client that logs in.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Place">Where the client is placed in a service conversation in which it has no position; null: where others are.</param>
internal readonly record struct LoginCandidate(string ConversationId, MessageKey? Place = null)
{
    /// <summary>
    /// Whether messages in it were edited, recalled or read since the client was told what is unread, or may have been: then it hears too that nothing is.
    /// </summary>
    public bool IsChanged { get; init; }

    /// <summary>Where the client stands; null when it has no part in the conversation. Used inside the gate.</summary>
    public async ValueTask<MemberPosition?> PositionAsync(Conversation conversation, string clientId)
    {
        if (!conversation.Record!.IsSystem && !conversation.IsMember(clientId))
            return null;
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        return Place is { } place && conversation.IsGuest(clientId) ? conversation.Positions.Place(clientId, place) : conversation.Positions.Find(clientId);
    }
}
