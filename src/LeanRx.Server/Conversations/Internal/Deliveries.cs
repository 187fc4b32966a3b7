using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

// protocol.md §4.10.3
/// <summary>Brings messages to the sessions that are online.</summary>
internal static class Deliveries
{
    /// <summary>
    /// To every session of the other members, and to the other sessions of the sender. In a chat room: to everyone in it but the sending session. In a service
    /// conversation: to whom it is for.
    /// </summary>
    /// <returns>To how many sessions.</returns>
    public static int Send(Conversation conversation, Outgoing item, StoredMessage message)
    {
        FanOutFrame? broadcast = null;
        var (sessions, members, reached) = (conversation.App.Sessions, item.Record.Members, 0);
        if (item.Audience == ConversationAudience.Everybody || item.Record.IsTransient || !message.Recipients.IsDefaultOrEmpty)
        {
            foreach (var session in item.Audience == ConversationAudience.Everybody ? sessions.All : SessionsOf(conversation, message))
                reached += Push(item, message, session, ref broadcast);
        }
        else if (members.Count <= Audience.Few)
        {
            foreach (var member in members)
                foreach (var session in sessions.Of(member))
                    reached += Push(item, message, session, ref broadcast);
        }
        else
        {
            foreach (var member in conversation.Audience.Of(members, sessions))
                foreach (var session in sessions.Of(member))
                    reached += Push(item, message, session, ref broadcast);
        }
        return reached;
    }

    /// <summary>The frame is made for the first that gets it.</summary>
    static int Push(Outgoing item, StoredMessage message, Session session, ref FanOutFrame? broadcast)
    {
        if (!item.IsFor(session))
            return 0;
        session.Push(broadcast ??= BroadcastOf(item, message));
        return 1;
    }

    static FanOutFrame BroadcastOf(Outgoing item, StoredMessage message)
    {
        var frame = FrameOf(message, KindOf(item.Record), isTransient: item.Append is null);
        return new FanOutFrame(item.Relay?.TraceParent is { } traceParent ? frame with { TraceParent = traceParent } : frame)
        {
            DropsAbove = item.Record.IsTransient ? DropsAbove(item.Priority) : null
        };
    }

    /// <summary>How full a queue may be for messages in chat rooms.</summary>
    static double? DropsAbove(DeliveryPriority priority) => priority switch { DeliveryPriority.High => null, DeliveryPriority.Low => 0.5, _ => 0.75 };

    /// <summary>
    /// The sessions that may have a message: of those it is for and of its sender; of everybody, for a broadcast; else of everybody in the conversation.
    /// </summary>
    public static IEnumerable<Session> SessionsOf(Conversation conversation, StoredMessage message) => message switch
    {
        { ValidUntil: not null } => conversation.App.Sessions.All,
        { Recipients.IsDefaultOrEmpty: false } when conversation.Record!.IsTransient =>
            conversation.Occupants.Sessions.Where(session => message.IsVisibleTo(session.ClientId)),
        { Recipients.IsDefaultOrEmpty: false } =>
            message.Recipients.Append(message.From).Distinct(StringComparer.Ordinal).SelectMany(conversation.App.Sessions.Of),
        _ => SessionsIn(conversation),
    };

    /// <summary>The sessions of the members, or those in the chat room.</summary>
    public static IEnumerable<Session> SessionsIn(Conversation conversation) =>
        conversation.Record!.IsTransient ? conversation.Occupants.Sessions : conversation.Record.Members.SelectMany(conversation.App.Sessions.Of);

    /// <summary>A delivery without addressee.</summary>
    public static DirectFrame FrameOf(StoredMessage message, int? kind, bool isTransient = false) => new()
    {
        IsTransient = isTransient ? true : null,
        ConversationId = message.ConversationId,
        MessageId = message.Id,
        FromPeerId = message.From,
        Timestamp = message.Timestamp,
        Body = message.Data,
        BinaryBody = message.IsBinary ? Convert.FromBase64String(message.Data) : null,
        IsBinary = message.IsBinary ? true : null,
        MentionAll = message.MentionAll ? true : null,
        MentionedClientIds = message.MentionedClientIds.IsDefaultOrEmpty ? null : message.MentionedClientIds,
        PatchTimestamp = message.PatchedAt,
        ConversationType = kind,
    };

    /// <summary>The kind as deliveries tell it: a normal conversation goes without saying.</summary>
    public static int? KindOf(ConversationRecord record) =>
        record.Kind == ConversationKind.Normal ? null : (int)record.Kind;
}
