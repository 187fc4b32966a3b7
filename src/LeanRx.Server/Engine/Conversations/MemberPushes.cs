using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>Tells sessions of changes of members and columns, in the order: those concerned first, then everybody (protocol.md §4.4.2).</summary>
internal static class MemberPushes
{
    /// <summary><c>joined</c> to the new members, then <c>members-joined</c> to all members, the new ones among them.</summary>
    public static void Joined(Conversation conversation, string initiator, IReadOnlyList<string> clientIds)
    {
        var frame = FrameOf(conversation, initiator);
        ToAll(conversation.App, clientIds, frame with { Operation = ConversationOperations.Joined });
        ToAll(conversation.App, conversation.Record!.Members, frame with { Operation = ConversationOperations.MembersJoined, Members = clientIds });
    }

    /// <summary><c>left</c> to those who are out, then <c>members-left</c> to the members who stay.</summary>
    public static void Left(Conversation conversation, string initiator, IReadOnlyList<string> clientIds)
    {
        var frame = FrameOf(conversation, initiator);
        ToAll(conversation.App, clientIds, frame with { Operation = ConversationOperations.Left });
        ToAll(conversation.App, conversation.Record!.Members, frame with { Operation = ConversationOperations.MembersLeft, Members = clientIds });
    }

    /// <summary>Sends one frame to many sessions.</summary>
    public static void ToAll(IEnumerable<Session> sessions, Frame frame)
    {
        var broadcast = new Broadcast(frame);
        foreach (var session in sessions)
            session.Push(broadcast);
    }

    static void ToAll(Application app, IEnumerable<string> clientIds, Frame frame) => ToAll(clientIds.SelectMany(app.Sessions.Of), frame);

    static ConversationFrame FrameOf(Conversation conversation, string initiator) => new()
    {
        ConversationId = conversation.Id,
        InitiatedBy = initiator,
        UpdatedAt = EngineClock.Iso(conversation.Record!.UpdatedAt),
    };
}
