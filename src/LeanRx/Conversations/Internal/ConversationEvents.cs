using LeanRx.Protocol;

namespace LeanRx.Internal;

// protocol.md §4.4.2, §4.7
/// <summary>What the server pushes about conversations: into the snapshot first, to observers after. Inside the gate alone.</summary>
internal static class ConversationEvents
{
    public static void Take(ClientCore core, ConversationFrame frame, bool isFetched)
    {
        if (frame.ConversationId is not { Length: > 0 } id)
            return;
        Fold(core, frame);
        if (frame is { Operation: ConversationOperations.Updated, IsMuted: null })
            core.ConversationUpdates.Publish(new ConversationUpdate(id, frame.InitiatedBy ?? "", ColumnMap.ChangesOf(frame),
                ConversationReader.Time(frame.UpdatedAt)));
        if (MembershipChangeOf(core, frame, id) is not { } change)
            return;
        if (core.Told.Take(ToldSubject.Membership, id, change.Members, frame.ServerTimestamp, isFetched) is not { Count: > 0 } members)
            return;
        change = change with { Members = members };
        core.MembershipChanges.Publish(change);
        core.Conversations.Find(id)?.Publish(change);
    }

    static MembershipChange? MembershipChangeOf(ClientCore core, ConversationFrame frame, string id)
    {
        var by = frame.InitiatedBy ?? "";
        return frame.Operation switch
        {
            // One's own joining is told to everybody with members-joined, oneself included.
            ConversationOperations.Joined when by != core.ClientId => new MembershipChange.Invited(id, by, [core.ClientId]),
            // One's own leaving is told to nobody else of one's own: members-left does not come.
            ConversationOperations.Left when by == core.ClientId => new MembershipChange.MembersLeft(id, by, [core.ClientId]),
            ConversationOperations.Left => new MembershipChange.Kicked(id, by, [core.ClientId]),
            ConversationOperations.MembersJoined => new MembershipChange.MembersJoined(id, by, frame.Members ?? []),
            ConversationOperations.MembersLeft => new MembershipChange.MembersLeft(id, by, frame.Members ?? []),
            _ => null,
        };
    }

    /// <summary>Into the snapshot alone.</summary>
    public static void Fold(ClientCore core, ConversationFrame frame)
    {
        if (frame.ConversationId is not { Length: > 0 } id || core.Conversations.Find(id) is not { } conversation)
            return;
        var said = ConversationReader.Time(frame.UpdatedAt) ?? UnixTime.ToTimeOrNull(frame.ServerTimestamp ?? 0);
        switch (frame.Operation)
        {
            case ConversationOperations.Joined:
                conversation.Join([core.ClientId], said, isNews: true);
                break;
            case ConversationOperations.Left:
                conversation.Leave([core.ClientId], said);
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
