using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10.1
/// <summary>Messages: sending as the system, edits and recalls.</summary>
static class MessageOperationsTable
{
    const int MaxMentioned = 20;

    public static RestField Transient { get; } = new("transient", RestType.Flag, "True for those who are online only; it is not stored.");

    static readonly RestField[] s_place =
    [
        new("from_client", RestType.Text, "The sender of the message; when given, it must be so."),
        new("timestamp", RestType.Number, "The time of the message, milliseconds; when given, it must be so."),
    ];

    static readonly RestField s_toClients = new("to_clients", RestType.Texts, "The clients that it was sent to; not needed.");

    public static RestField PushData { get; } =
        new("push_data", RestType.Object, "What the push notification about it says; it counts with the message.");

    public static IReadOnlyList<RestField> Send { get; } =
    [
        RestFields.FromClient,
        RestFields.Message,
        Transient,
        new("no_sync", RestType.Flag, "True to keep it from the devices of from_client; default false."),
        PushData,
        RestFields.Priority("normal"),
        new("mention_all", RestType.Flag, "True to mention everybody; default false."),
        new("mention_client_ids", RestType.Texts, "Clients that it mentions, at most 20; default nobody."),
    ];

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        .. OfKind("conversations", ConversationKind.Normal),
        .. OfKind("chatrooms", ConversationKind.ChatRoom),
        .. OfKind("service-conversations", ConversationKind.Service),
    ];

    static RestOperation[] OfKind(string path, ConversationKind kind) =>
    [
        .. kind == ConversationKind.Service ? Array.Empty<RestOperation>()
            : [new("POST", $"/1.2/rtm/{path}/{{id}}/messages", Permission.SendMessage, "Send a message as the system.", call =>
            SendAsync(call, kind)) { Answer = RestShapes.Sent, Body = Send }],
        new("PUT", $"/1.2/rtm/{path}/{{id}}/messages/{{mid}}", Permission.EditMessage,
            "Change the body of a message; those who hear the conversation are told.", call =>
            ModifyAsync(call, kind)) { Body = [RestFields.Message, .. PlaceOf(kind)] },
        new("DELETE", $"/1.2/rtm/{path}/{{id}}/messages/{{mid}}", Permission.DeleteMessage, "Delete the server's copy of a message; nobody is told.", call =>
            DeleteAsync(call, kind)) { Query = s_place },
        new("PUT", $"/1.2/rtm/{path}/{{id}}/messages/{{mid}}/recall", Permission.RecallMessage, "Recall a message; those who hear the conversation are told.",
            call => RecallAsync(call, kind)) { Body = PlaceOf(kind), IsBodyOptional = true },
    ];

    static RestField[] PlaceOf(ConversationKind kind) => kind == ConversationKind.Service ? [.. s_place, s_toClients] : s_place;

    public static async Task<RestAnswer> SendAsync(RestCall call, ConversationKind kind)
    {
        var mentioned = call.Texts("mention_client_ids");
        if (mentioned.Count > MaxMentioned)
            throw new RestFaultException(400, $"mention_client_ids names {mentioned.Count} clients; at most {MaxMentioned} are mentioned.");
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        return Sent(await call.Application.Messages.SendAsync(call.Route("id"), new SystemMessage(call.Required("from_client"), call.Required("message"))
        {
            IsTransient = call.Flag("transient"),
            SkipsSender = call.Flag("no_sync"),
            PushData = call.Json("push_data"),
            Priority = RestFields.PriorityOf(call, DeliveryPriority.Normal),
            MentionAll = call.Flag("mention_all"),
            MentionedClientIds = mentioned,
            ToClientIds = call.Texts("to_clients"),
        }).ConfigureAwait(false));
    }

    static async Task<RestAnswer> ModifyAsync(RestCall call, ConversationKind kind)
    {
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        await RequireFitAsync(call, call.Route("id"), call.Route("mid"), "from_client").ConfigureAwait(false);
        await call.Application.Messages.ModifyAsync(call.Route("id"), call.Route("mid"), call.Required("message")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    static async Task<RestAnswer> RecallAsync(RestCall call, ConversationKind kind)
    {
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        await RequireFitAsync(call, call.Route("id"), call.Route("mid"), "from_client").ConfigureAwait(false);
        await call.Application.Messages.RecallAsync(call.Route("id"), call.Route("mid")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    static async Task<RestAnswer> DeleteAsync(RestCall call, ConversationKind kind)
    {
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        await RequireFitAsync(call, call.Route("id"), call.Route("mid"), "from_client").ConfigureAwait(false);
        await call.Application.Messages.DeleteAsync(call.Route("id"), call.Route("mid")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    /// <summary>Sender and time of a message, where they are given, must be its own.</summary>
    /// <param name="from">The field that names the sender.</param>
    /// <exception cref="OperationRefusedException">4404.</exception>
    public static async Task RequireFitAsync(RestCall call, string conversationId, string messageId, string from)
    {
        var (sender, timestamp) = (call.Text(from), call.Number("timestamp"));
        if (sender is null && timestamp is null)
            return;
        var message = await call.Application.Messages.FindAsync(conversationId, messageId).ConfigureAwait(false);
        if (message is null || message.From != (sender ?? message.From) || message.Timestamp != (timestamp ?? message.Timestamp))
            throw new OperationRefusedException(ErrorCodes.MessageNotFound, "There is no such message by this sender at this time.");
    }

    public static RestAnswer Sent(StoredMessage message) => RestAnswer.Object(json =>
    {
        json.WriteString("msg-id"u8, message.Id);
        json.WriteNumber("timestamp"u8, message.Timestamp);
    });
}
