using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Streams.Internal;

namespace LeanRx.Events.Internal;

// protocol.md §4.4.2, §4.7
/// <summary>What the server pushes about conversations: into the snapshot first, to observers after. Inside the gate alone.</summary>
internal sealed class ConversationEvents(string clientId, ToldTimes told, ConversationRegistry conversations, EventStream<ConversationUpdate> updates,
    EventStream<MembershipChange> changes)
{
    public void Take(ConversationFrame frame, bool isFetched)
    {
        if (frame.ConversationId is not { Length: > 0 } id)
            return;
        Fold(frame);
        if (frame is { Operation: ConversationOperations.Updated, IsMuted: null })
            updates.Publish(new ConversationUpdate
            {
                ConversationId = id,
                By = frame.InitiatedBy ?? "",
                Changes = ColumnMap.ChangesOf(frame),
                UpdatedAt = ConversationReader.Time(frame.UpdatedAt),
            });
        if (MembershipChangeOf(frame, id) is not { } change)
            return;
        if (told.Take(ToldSubject.Membership, id, change.Members, frame.ServerTimestamp, isFetched) is not { Count: > 0 } members)
            return;
        change = change with { Members = members };
        changes.Publish(change);
        conversations.Find(id)?.Publish(change);
    }

    MembershipChange? MembershipChangeOf(ConversationFrame frame, string id)
    {
        var by = frame.InitiatedBy ?? "";
        return frame.Operation switch
        {
            // One's own joining is told to everybody with members-joined, oneself included.
            ConversationOperations.Joined when by != clientId => new MembershipChange.Invited { ConversationId = id, By = by, Members = [clientId] },
            // One's own leaving is told to nobody else of one's own: members-left does not come.
            ConversationOperations.Left when by == clientId => new MembershipChange.MembersLeft { ConversationId = id, By = by, Members = [clientId] },
            ConversationOperations.Left => new MembershipChange.Kicked { ConversationId = id, By = by, Members = [clientId] },
            ConversationOperations.MembersJoined => new MembershipChange.MembersJoined { ConversationId = id, By = by, Members = frame.Members ?? [] },
            ConversationOperations.MembersLeft => new MembershipChange.MembersLeft { ConversationId = id, By = by, Members = frame.Members ?? [] },
            _ => null,
        };
    }

    /// <summary>Into the snapshot alone.</summary>
    public void Fold(ConversationFrame frame)
    {
        if (frame.ConversationId is not { Length: > 0 } id)
            return;
        conversations.Activity.Change(id);
        if (conversations.Find(id) is not { } conversation)
            return;
        var said = ConversationReader.Time(frame.UpdatedAt) ?? UnixTime.ToTimeOrNull(frame.ServerTimestamp ?? 0);
        switch (frame.Operation)
        {
            case ConversationOperations.Joined:
                conversation.Join([clientId], said, isNews: true);
                break;
            case ConversationOperations.Left:
                conversation.Leave([clientId], said);
                break;
            case ConversationOperations.MembersJoined:
                conversation.Join(frame.Members ?? [], said, isNews: true);
                break;
            case ConversationOperations.MembersLeft:
                conversation.Leave(frame.Members ?? [], said);
                break;
            case ConversationOperations.Updated when frame.IsMuted is { } isMuted:
                conversation.Change((isMuted, said), static (state, it) => state.Mute(it.isMuted, it.said));
                break;
            case ConversationOperations.Updated:
                conversation.Change((ColumnMap.ChangesOf(frame), said), static (state, it) => state.Change(it.Item1, it.said));
                break;
        }
    }
}
