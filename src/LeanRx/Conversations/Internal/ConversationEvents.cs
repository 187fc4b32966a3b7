using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>What the server pushes about conversations: into the snapshot first, to observers after (protocol.md §4.4.2, §4.7). Inside the gate alone.</summary>
internal static class ConversationEvents
{
    public static void Take(ClientCore core, ConversationFrame frame)
    {
        if (frame.ConversationId is not { Length: > 0 } id)
            return;
        var by = frame.InitiatedBy ?? "";
        var conversation = core.Conversations.Find(id);
        switch (frame.Operation)
        {
            case ConversationOperations.Joined:
                conversation?.Change(core.ClientId, static (snapshot, self) => ConversationReducer.Joined(snapshot, [self]));
                // One's own joining is told to everybody with members-joined, oneself included.
                if (by != core.ClientId)
                    Publish(core, conversation, new MembershipChange.Invited(id, by, [core.ClientId]));
                break;
            case ConversationOperations.Left:
                conversation?.Change(core.ClientId, static (snapshot, self) => ConversationReducer.Left(snapshot, [self]));
                // One's own leaving is told to nobody else of one's own: members-left does not come.
                Publish(core, conversation, by == core.ClientId ? new MembershipChange.MembersLeft(id, by, [core.ClientId]) : new MembershipChange.Kicked(id, by, [core.ClientId]));
                break;
            case ConversationOperations.MembersJoined:
                var joined = frame.Members ?? [];
                conversation?.Change(frame, static (snapshot, frame) => ConversationReducer.Updated(ConversationReducer.Joined(snapshot, frame.Members ?? []), frame.UpdatedAt));
                Publish(core, conversation, new MembershipChange.MembersJoined(id, by, joined));
                break;
            case ConversationOperations.MembersLeft:
                var left = frame.Members ?? [];
                conversation?.Change(frame, static (snapshot, frame) => ConversationReducer.Updated(ConversationReducer.Left(snapshot, frame.Members ?? []), frame.UpdatedAt));
                Publish(core, conversation, new MembershipChange.MembersLeft(id, by, left));
                break;
            case ConversationOperations.Updated:
                var changes = ConversationReducer.ChangesOf(frame);
                conversation?.Change((frame, changes), static (snapshot, it) => ConversationReducer.Updated(ConversationReducer.Changed(snapshot, it.changes), it.frame.UpdatedAt));
                core.ConversationUpdates.Publish(new ConversationUpdate(id, by, changes, ConversationReader.Time(frame.UpdatedAt)));
                break;
        }
    }

    static void Publish(ClientCore core, Conversation? conversation, MembershipChange change)
    {
        core.MembershipChanges.Publish(change);
        conversation?.Publish(change);
    }
}
