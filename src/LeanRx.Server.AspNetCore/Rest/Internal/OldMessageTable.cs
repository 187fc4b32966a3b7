using LeanRx.Protocol;
namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10.4
/// <summary>Messages in the older spelling.</summary>
static class OldMessageTable
{
    public static RestField From { get; } = new("from_peer", RestType.Text, "The sender that receivers see.") { IsRequired = true };

    static readonly RestField s_conversation = new("conv_id", RestType.Text, "The conversation.") { IsRequired = true };

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        new("POST", "/1.1/rtm/messages", Permission.SendMessage, "Send a message, in the older spelling; transient unless it says otherwise.", SendAsync)
        {
            Answer = RestShapes.Sent,
            Body =
            [
                From,
                s_conversation,
                RestFields.Message,
                new("transient", RestType.Flag, "False to store it; default true."),
                new("no_sync", RestType.Flag, "True to keep it from the devices of from_peer; default false."),
                MessageOperationsTable.PushData,
                RestFields.Priority("high"),
                new("to_peers", RestType.Texts, "In a service conversation: the clients that it is for, at most 20; default all subscribers."),
            ],
        },
        new("POST", "/1.1/rtm/patch/message", Permission.EditMessage,
            "Change or recall a message, in the older spelling; those who hear the conversation are told.", PatchAsync)
        {
            Body =
            [
                s_conversation,
                new("msg_id", RestType.Text, "The message.") { IsRequired = true },
                new("from_peer", RestType.Text, "The sender of the message; when given, it must be so."),
                new("timestamp", RestType.Number, "The time of the message, milliseconds; when given, it must be so."),
                new("message", RestType.Text, "The new body; not needed to recall."),
                new("recall", RestType.Flag, "True to recall it; default false."),
                new("to_peers", RestType.Texts, "The clients that it was sent to; not needed."),
            ],
        },
        new("PUT", "/1.1/rtm/messages/logs", Permission.EditMessage, "Rewrite the server's copy of a message; nobody is told.", RewriteAsync)
        {
            Body =
            [
                new("conv-id", RestType.Text, "The conversation.") { IsRequired = true },
                new("msg-id", RestType.Text, "The message.") { IsRequired = true },
                new("timestamp", RestType.Number, "The time of the message, milliseconds; when given, it must be so."),
                new("from", RestType.Text, "The sender of the message; when given, it must be so."),
                new("data", RestType.Text, "The new body.") { IsRequired = true },
                new("bin", RestType.Flag, "True when data is base64 of bytes; default false."),
            ],
        },
        new("DELETE", "/1.1/rtm/messages/logs", Permission.DeleteMessage, "Delete the server's copy of a message, in the older spelling; nobody is told.",
            DeleteAsync)
        {
            Query =
            [
                new("convid", RestType.Text, "The conversation.") { IsRequired = true },
                new("msgid", RestType.Text, "The message.") { IsRequired = true },
                new("timestamp", RestType.Number, "The time of the message, milliseconds; when given, it must be so."),
                new("from", RestType.Text, "The sender of the message; when given, it must be so."),
            ],
        },
        new("POST", "/1.1/rtm/broadcast/subscriber", Permission.SendMessage,
            "Send a message to all subscribers of a service conversation, in the older spelling.", TellSubscribersAsync) { Answer = RestShapes.Sent, Body =
            [From, s_conversation, RestFields.Message, RestFields.Push] },
        new("GET", "/1.1/rtm/messages/unread/{client}", Permission.CountUnread, "How many messages a client has not read.", static async call =>
            RestAnswer.Count("count", await call.Application.Messages.CountUnreadAsync(call.Route("client"))
                .ConfigureAwait(false))) { Answer = RestShapes.Count,
            Opens = Credentials.ApplicationKey },
        new("GET", "/1.1/rtm/messages/unread/{client}/{id}", Permission.CountUnread, "How many messages of a conversation a client has not read.",
            static async call =>
            RestAnswer.Count("count", await call.Application.Messages.CountUnreadAsync(call.Route("client"), call.Route("id"))
                .ConfigureAwait(false))) { Answer =
            RestShapes.Count, Opens = Credentials.ApplicationKey },
    ];

    static async Task<RestAnswer> SendAsync(RestCall call) =>
        MessageOperationsTable.Sent(await call.Application.Messages.SendAsync(call.Required("conv_id"),
            new SystemMessage(call.Required("from_peer"), call.Required("message"))
            {
                IsTransient = call.Flag("transient", fallback: true),
                SkipsSender = call.Flag("no_sync"),
                PushData = call.Json("push_data"),
                Priority = RestFields.PriorityOf(call, DeliveryPriority.High),
                ToClientIds = call.Texts("to_peers"),
            }).ConfigureAwait(false));

    static async Task<RestAnswer> TellSubscribersAsync(RestCall call)
    {
        await ConversationOperationsTable.RecordAsync(call, ConversationKind.Service, call.Required("conv_id")).ConfigureAwait(false);
        return MessageOperationsTable.Sent(await call.Application.Messages.SendAsync(call.Required("conv_id"),
            new SystemMessage(call.Required("from_peer"), call.Required("message"))).ConfigureAwait(false));
    }

    static async Task<RestAnswer> PatchAsync(RestCall call)
    {
        var (conversationId, messageId) = (call.Required("conv_id"), call.Required("msg_id"));
        await MessageOperationsTable.RequireFitAsync(call, conversationId, messageId, "from_peer").ConfigureAwait(false);
        if (call.Flag("recall"))
            await call.Application.Messages.RecallAsync(conversationId, messageId).ConfigureAwait(false);
        else
            await call.Application.Messages.ModifyAsync(conversationId, messageId, call.Text("message")
                ?? throw new RestFaultException(400, "The body lacks message: the new body, or recall with true.")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    static async Task<RestAnswer> RewriteAsync(RestCall call)
    {
        await MessageOperationsTable.RequireFitAsync(call, call.Required("conv-id"), call.Required("msg-id"), "from").ConfigureAwait(false);
        await call.Application.Messages.RewriteAsync(call.Required("conv-id"), call.Required("msg-id"), call.Required("data"), call.Flag("bin"))
            .ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    static async Task<RestAnswer> DeleteAsync(RestCall call)
    {
        await MessageOperationsTable.RequireFitAsync(call, call.Required("convid"), call.Required("msgid"), "from").ConfigureAwait(false);
        await call.Application.Messages.DeleteAsync(call.Required("convid"), call.Required("msgid")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }
}
