using LeanRx.Conversations.Internal;
using LeanRx.Moderation.Internal;
using LeanRx.Protocol;
using LeanRx.Streams.Internal;

namespace LeanRx.Events.Internal;

// protocol.md §4.9, §4.14
/// <summary>What the server pushes about roles, silence and blocks. Inside the gate alone.</summary>
internal sealed class ModerationEvents(string clientId, ToldTimes told, ConversationRegistry conversations, EventStream<ModerationChange> changes)
{
    public void Take(ConversationFrame frame, bool isFetched)
    {
        if (frame.ConversationId is not { Length: > 0 } id || ChangeOf(frame, id) is not { } change)
            return;
        if (told.Take(SubjectOf(change), id, change.Members, frame.ServerTimestamp, isFetched) is not { Count: > 0 } members)
            return;
        change = change with { Members = members };
        changes.Publish(change);
        conversations.Find(id)?.Publish(change);
    }

    static ToldSubject SubjectOf(ModerationChange change) => change switch
    {
        ModerationChange.RoleChanged => ToldSubject.Membership,
        ModerationChange.Silenced or ModerationChange.Unsilenced => ToldSubject.Silence,
        _ => ToldSubject.Block,
    };

    ModerationChange? ChangeOf(ConversationFrame frame, string id)
    {
        var by = frame.InitiatedBy ?? "";
        IReadOnlyList<string> self = [clientId];
        var others = frame.Members ?? [];
        return frame.Operation switch
        {
            ConversationOperations.MemberInfoChanged when frame.MemberInfo is { } info =>
                new ModerationChange.RoleChanged { ConversationId = id, By = by, Members = [info.ClientId], Role = RoleNames.RoleOf(info.Role) },
            ConversationOperations.Silenced => new ModerationChange.Silenced { ConversationId = id, By = by, Members = self },
            ConversationOperations.MembersSilenced => new ModerationChange.Silenced { ConversationId = id, By = by, Members = others },
            ConversationOperations.Unsilenced => new ModerationChange.Unsilenced { ConversationId = id, By = by, Members = self },
            ConversationOperations.MembersUnsilenced => new ModerationChange.Unsilenced { ConversationId = id, By = by, Members = others },
            ConversationOperations.Blocked => new ModerationChange.Blocked { ConversationId = id, By = by, Members = self },
            ConversationOperations.MembersBlocked => new ModerationChange.Blocked { ConversationId = id, By = by, Members = others },
            ConversationOperations.Unblocked => new ModerationChange.Unblocked { ConversationId = id, By = by, Members = self },
            ConversationOperations.MembersUnblocked => new ModerationChange.Unblocked { ConversationId = id, By = by, Members = others },
            _ => null,
        };
    }
}
