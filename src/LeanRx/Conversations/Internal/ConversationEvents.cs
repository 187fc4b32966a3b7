using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>What the server pushes about conversations: into the snapshot first, to observers after (protocol.md §4.4.2, §4.7). Inside the gate alone.</summary>
internal static class ConversationEvents
{
    public static void Take(ClientCore core, ConversationFrame frame)
    {
        if (frame.ConversationId is not { Length: > 0 } id)
            return;
        Fold(core, frame);
        var by = frame.InitiatedBy ?? "";
        var conversation = core.Conversations.Find(id);
        switch (frame.Operation)
        {
            // One's own joining is told to everybody with members-joined, oneself included.
            case ConversationOperations.Joined when by != core.ClientId:
                Publish(core, conversation, new MembershipChange.Invited(id, by, [core.ClientId]));
                break;
            // One's own leaving is told to nobody else of one's own: members-left does not come.
            case ConversationOperations.Left:
                Publish(core, conversation, by == core.ClientId ? new MembershipChange.MembersLeft(id, by, [core.ClientId]) : new MembershipChange.Kicked(id, by, [core.ClientId]));
                break;
            case ConversationOperations.MembersJoined:
                Publish(core, conversation, new MembershipChange.MembersJoined(id, by, frame.Members ?? []));
                break;
            case ConversationOperations.MembersLeft:
                Publish(core, conversation, new MembershipChange.MembersLeft(id, by, frame.Members ?? []));
                break;
            case ConversationOperations.Updated when frame.IsMuted is null:
                core.ConversationUpdates.Publish(new ConversationUpdate(id, by, ColumnMap.ChangesOf(frame), ConversationReader.Time(frame.UpdatedAt)));
                break;
        }
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

    static void Publish(ClientCore core, Conversation? conversation, MembershipChange change)
    {
        core.MembershipChanges.Publish(change);
        conversation?.Publish(change);
    }
}
