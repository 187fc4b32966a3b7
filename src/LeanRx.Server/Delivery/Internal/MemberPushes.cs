using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §4.4.2
/// <summary>Tells clients of changes of members and columns, in the order: those concerned first, then everybody.</summary>
internal static class MemberPushes
{
    /// <summary><c>joined</c> to the new members, then <c>members-joined</c> to all members, the new ones among them. Of subscribers nobody is told.</summary>
    public static void Joined(Conversation conversation, string initiator, IReadOnlyList<string> clientIds)
    {
        if (conversation.Record!.IsSystem)
            return;
        var frame = FrameOf(conversation, initiator);
        ToNamed(conversation, clientIds, frame with { Operation = ConversationOperations.Joined }, MembershipEffect.Joins);
        ToMembers(conversation, frame with { Operation = ConversationOperations.MembersJoined, Members = clientIds });
    }

    /// <summary><c>left</c> to those who are out, then <c>members-left</c> to the members who stay. Of subscribers nobody is told.</summary>
    public static void Left(Conversation conversation, string initiator, IReadOnlyList<string> clientIds)
    {
        conversation.TellRemoved(initiator, clientIds);
        if (conversation.Record!.IsSystem)
            return;
        var frame = FrameOf(conversation, initiator);
        ToNamed(conversation, clientIds, frame with { Operation = ConversationOperations.Left }, MembershipEffect.Leaves);
        ToMembers(conversation, frame with { Operation = ConversationOperations.MembersLeft, Members = clientIds });
    }

    /// <summary><c>shutuped</c> to those concerned, then <c>members-shutuped</c> to the others; or the reverse of it.</summary>
    public static void Silenced(Conversation conversation, string initiator, IReadOnlyList<string> clientIds, bool isSilenced) => Concerned(
        conversation,
        initiator,
        clientIds,
        isSilenced ? ConversationOperations.Silenced : ConversationOperations.Unsilenced,
        isSilenced ? ConversationOperations.MembersSilenced : ConversationOperations.MembersUnsilenced);

    /// <summary><c>blocked</c> to those concerned, then <c>members-blocked</c> to the others; or the reverse of it.</summary>
    public static void Blocked(Conversation conversation, string initiator, IReadOnlyList<string> clientIds, bool isBlocked) => Concerned(
        conversation,
        initiator,
        clientIds,
        isBlocked ? ConversationOperations.Blocked : ConversationOperations.Unblocked,
        isBlocked ? ConversationOperations.MembersBlocked : ConversationOperations.MembersUnblocked);

    /// <summary><c>member-info-changed</c> to everybody, whoever changed it among them, as of silence and blocks.</summary>
    public static void RoleChanged(Conversation conversation, string initiator, MemberInfo info) =>
        ToOthers(conversation, author: null, FrameOf(conversation, initiator) with { Operation = ConversationOperations.MemberInfoChanged, MemberInfo = info });

    /// <summary><c>updated</c> without columns to the other sessions of those for whom a conversation was silenced, as far as they understand it.</summary>
    public static void Muted(Conversation conversation, IReadOnlyList<string> clientIds, bool isMuted, ISeat? author)
    {
        var frame = conversation.App.Notifications.KeepFor(clientIds, conversation.Id,
            FrameOf(conversation, author?.ClientId ?? "") with { Operation = ConversationOperations.Updated, IsMuted = isMuted });
        conversation.TellMuted(author?.ClientId, clientIds, isMuted);
        var fanOut = new FanOut(frame, new() { Except = author, Needs = SessionCapabilities.MuteChanges });
        conversation.Homes.Deliver(clientIds, ref fanOut);
    }

    /// <summary><c>updated</c> to everybody but the session that changed columns.</summary>
    public static void Updated(Conversation conversation, string initiator, JsonElement modified, ISeat? author)
    {
        ToOthers(conversation, author,
            FrameOf(conversation, initiator) with { Operation = ConversationOperations.Updated, Attributes = modified, ModifiedAttributes = modified });
        conversation.TellUpdated(initiator, modified);
    }

    /// <summary><c>patch/modify</c> to everybody who has the message and understands it but the session that changed it.</summary>
    public static void Patched(Conversation conversation, StoredMessage patched, ISeat? author)
    {
        var fanOut = new FanOut(Patches.FrameOf([patched]), new() { Except = author, Needs = SessionCapabilities.MessagePatches });
        Deliveries.Deliver(conversation, patched, ref fanOut);
        conversation.TellPatched(patched);
    }

    /// <summary>One frame to everybody in a conversation but the session that caused it.</summary>
    static void ToOthers(Conversation conversation, ISeat? author, ConversationFrame frame)
    {
        if (!conversation.Record!.IsTransient)
            frame = conversation.App.Notifications.KeepForMembers(conversation.Record, frame);
        var fanOut = new FanOut(frame, new() { Except = author });
        Deliveries.Deliver(conversation, ref fanOut);
    }

    /// <summary>Sends one frame to all logins of clients, and keeps it for those among them who can ask for it again.</summary>
    static void ToNamed(Conversation conversation, IReadOnlyList<string> clientIds, ConversationFrame frame, MembershipEffect effect = MembershipEffect.None)
    {
        var fanOut = new FanOut(conversation.App.Notifications.KeepFor(clientIds, conversation.Id, frame, effect));
        conversation.Homes.Deliver(clientIds, ref fanOut);
    }

    /// <summary>The same for all members but some.</summary>
    static void ToMembers(Conversation conversation, ConversationFrame frame, IReadOnlyList<string>? except = null)
    {
        var members = conversation.Record!.Members;
        var fanOut = new FanOut(conversation.App.Notifications.KeepForMembers(conversation.Record, frame, except));
        conversation.Homes.Deliver(except is null ? members : [.. members.Except(except, StringComparer.Ordinal)], ref fanOut);
    }

    static void Concerned(Conversation conversation, string initiator, IReadOnlyList<string> clientIds, string operation, string membersOperation)
    {
        if (clientIds.Count == 0)
            return;
        var frame = FrameOf(conversation, initiator);
        ToNamed(conversation, clientIds, frame with { Operation = operation });
        frame = frame with { Operation = membersOperation, Members = clientIds };
        if (conversation.Record!.IsSystem)
            return; // Subscribers do not hear of each other.
        if (conversation.Record.IsTransient)
        {
            var fanOut = new FanOut(frame);
            Deliveries.ToSeats(conversation.Occupants.Seats.Where(seat => !clientIds.Contains(seat.ClientId, StringComparer.Ordinal)), ref fanOut);
        }
        else
            ToMembers(conversation, frame, except: clientIds);
    }

    static ConversationFrame FrameOf(Conversation conversation, string initiator) => new()
    {
        ConversationId = conversation.Id,
        InitiatedBy = initiator,
        UpdatedAt = EngineClock.Iso(conversation.Record!.UpdatedAt),
    };
}
