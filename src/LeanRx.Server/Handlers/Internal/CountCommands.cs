using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.6, §4.9
/// <summary><c>conv/count</c>, <c>conv/members</c> and <c>conv/is-member</c>.</summary>
internal sealed class CountCommands(ConversationDirectories conversations)
{
    /// <summary>At most so many of a chat room's clients are listed.</summary>
    const int MaxListed = 50;

    /// <summary>Members of a conversation; clients that are in a chat room now.</summary>
    public async ValueTask CountAsync(ISeat session, ConversationFrame frame)
    {
        using var hold = await conversations.Of(session.App).EnterAsync(frame.ConversationId).ConfigureAwait(false);
        hold.Conversation.Require(session, Permission.CountMembers);
        var count = hold.Conversation.Record!.IsTransient ? hold.Conversation.Occupants.ClientCount : hold.Conversation.Record.Members.Count;
        session.Reply(frame, new ConversationFrame { Operation = ConversationOperations.Result, ConversationId = frame.ConversationId, Count = count });
    }

    public async ValueTask MembersAsync(ISeat session, ConversationFrame frame)
    {
        using var hold = await conversations.Of(session.App).EnterAsync(frame.ConversationId).ConfigureAwait(false);
        hold.Conversation.Require(session, Permission.ListOccupants);
        var limit = frame.Limit is { } asked and >= 0 ? Math.Min(asked, MaxListed) : MaxListed;
        session.Reply(frame,
            new ConversationFrame
            {
                Operation = ConversationOperations.Members,
                ConversationId = frame.ConversationId,
                Members = [.. hold.Conversation.Occupants.ClientIds.Take(limit)]
            });
    }

    public async ValueTask IsMemberAsync(ISeat session, ConversationFrame frame)
    {
        Dictionary<string, bool> memberships = [];
        if (frame.ConversationId is { Length: > 0 } id)
        {
            using var hold = await conversations.Of(session.App).TryEnterAsync(id).ConfigureAwait(false);
            memberships[id] = hold.Conversation is { } conversation
                && (conversation.Record!.IsTransient ? conversation.IsInRoom(session) : conversation.IsMember(session.ClientId));
        }
        session.Reply(frame, MembershipCommand.AnswerOf(memberships));
    }
}
