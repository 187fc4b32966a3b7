using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

// protocol.md §4.10.3
/// <summary>Brings messages to the clients that are online.</summary>
internal static class Deliveries
{
    static readonly Func<Outgoing, StoredMessage, FanOutFrame> s_make = BroadcastOf;

    /// <summary>
    /// To every session of the other members, and to the other sessions of the sender. In a chat room: to everyone in it but the sending session. In a service
    /// conversation: to whom it is for.
    /// </summary>
    /// <returns>To how many logins.</returns>
    public static int Send(Conversation conversation, Outgoing item, StoredMessage message)
    {
        var (homes, members) = (conversation.Homes, item.Record.Members);
        var fanOut = new FanOut(item, message, s_make) { Outstanding = homes.KnowsEverybody ? null : conversation.Outstanding };
        if (item.Audience == ConversationAudience.Everybody)
            return homes.DeliverToAll(ref fanOut);
        if (item.Record.IsTransient || !message.Recipients.IsDefaultOrEmpty)
            return Deliver(conversation, message, ref fanOut);
        return homes.Deliver(members.Count <= Audience.Few || !homes.KnowsEverybody ? members : conversation.Audience.Of(members, homes), ref fanOut);
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
    /// To those who may have a message: to those it is for and to its sender; to everybody, for a broadcast; else to everybody in the conversation.
    /// </summary>
    /// <returns>To how many logins.</returns>
    public static int Deliver(Conversation conversation, StoredMessage message, ref FanOut fanOut)
    {
        if (message.ValidUntil is not null)
            return conversation.Homes.DeliverToAll(ref fanOut);
        if (message.Recipients.IsDefaultOrEmpty)
            return Deliver(conversation, ref fanOut);
        return conversation.Record!.IsTransient
            ? ToSeats(SeatsFor(message, conversation.Occupants), ref fanOut)
            : conversation.Homes.Deliver(ClientsOf(message), ref fanOut);
    }

    static IEnumerable<ISeat> SeatsFor(StoredMessage message, RoomOccupants occupants) =>
        occupants.Seats.Where(seat => message.IsVisibleTo(seat.ClientId));

    /// <summary>To the members, or to those in the chat room.</summary>
    /// <returns>To how many logins.</returns>
    public static int Deliver(Conversation conversation, ref FanOut fanOut) => conversation.Record!.IsTransient
        ? ToSeats(conversation.Occupants.Seats, ref fanOut)
        : conversation.Homes.Deliver(conversation.Record.Members, ref fanOut);

    /// <summary>Those whom a message names, and its sender.</summary>
    public static IReadOnlyList<string> ClientsOf(StoredMessage message) => [.. message.Recipients.Append(message.From).Distinct(StringComparer.Ordinal)];

    public static int ToSeats(IEnumerable<ISeat> seats, ref FanOut fanOut)
    {
        var reached = 0;
        foreach (var seat in seats)
            reached += fanOut.To(seat);
        return reached;
    }

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
