using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>Messages: sending as the system, broadcasts, history, edits and recalls (protocol.md §10.1 to §10.4).</summary>
static class MessageOperationsTable
{
    const int MaxPage = 1000;
    const int DefaultPage = 100;
    const int MaxMentioned = 20;

    static readonly RestField s_transient = new("transient", RestType.Flag, "True for those who are online only; it is not stored.");

    static readonly RestField s_pushData = new("push_data", RestType.Object, "What a push notification would say; it counts with the message, and no notification is sent.");

    static readonly RestField[] s_send =
    [
        RestFields.FromClient,
        RestFields.Message,
        s_transient,
        new("no_sync", RestType.Flag, "True to keep it from the devices of from_client; default false."),
        s_pushData,
        new("mention_all", RestType.Flag, "True to mention everybody; default false."),
        new("mention_client_ids", RestType.Texts, "Clients that it mentions, at most 20; default nobody."),
    ];

    static readonly RestField[] s_history =
    [
        new("msgid", RestType.Text, "The message where the walk begins; needs timestamp."),
        new("timestamp", RestType.Number, "The time where the walk begins, milliseconds; default now, or the beginning when reversed."),
        new("till_msgid", RestType.Text, "The message where the walk ends; needs till_timestamp."),
        new("till_timestamp", RestType.Number, "The time where the walk ends, milliseconds; default the other end."),
        new("include_start", RestType.Flag, "True when the message at the start belongs to the page; default false."),
        new("include_stop", RestType.Flag, "True when the message at the end belongs to the page; default false."),
        new("reversed", RestType.Flag, "True for the oldest first; default the newest first."),
        RestFields.Limit(DefaultPage, MaxPage),
    ];

    static readonly RestField[] s_signature =
    [
        new("nonce", RestType.Text, "The nonce of the signature."),
        new("signature_ts", RestType.Number, "When the signature was made, milliseconds."),
        new("signature", RestType.Text, "The signature, in place of the master key."),
    ];

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        .. OfKind("conversations", ConversationKind.Normal),
        .. OfKind("chatrooms", ConversationKind.ChatRoom),
        .. OfKind("service-conversations", ConversationKind.Service),
        new("POST", "/1.2/rtm/service-conversations/{id}/broadcasts", "Send a message to all subscribers.", call => SendAsync(call, ConversationKind.Service)) { Body = [RestFields.FromClient, RestFields.Message] },
        new("POST", "/1.2/rtm/broadcasts", "Send a message of a service conversation to every client that is online, subscribed or not.", BroadcastAsync)
        {
            Body = [RestFields.FromClient, new("conv_id", RestType.Text, "The service conversation.") { IsRequired = true }, RestFields.Message, s_transient],
        },
        new("POST", "/1.1/rtm/messages", "Send a message, in the older spelling; transient unless it says otherwise.", SendOldAsync)
        {
            Body =
            [
                new("from_peer", RestType.Text, "The sender that receivers see.") { IsRequired = true },
                new("conv_id", RestType.Text, "The conversation.") { IsRequired = true },
                RestFields.Message,
                new("transient", RestType.Flag, "False to store it; default true."),
                new("no_sync", RestType.Flag, "True to keep it from the devices of from_peer; default false."),
                s_pushData,
            ],
        },
        new("GET", "/1.1/rtm/messages/history", "History of a conversation, in the older spelling.", OldHistoryAsync)
        {
            NeedsMaster = false,
            TakesSignature = true,
            Query = [new("convid", RestType.Text, "The conversation.") { IsRequired = true }, .. s_history, new("peerid", RestType.Text, "The client for which the signature was made."), .. s_signature],
        },
    ];

    static RestOperation[] OfKind(string path, ConversationKind kind) =>
    [
        new("POST", $"/1.2/rtm/{path}/{{id}}/messages", "Send a message as the system.", call => SendAsync(call, kind)) { Body = s_send },
        new("GET", $"/1.2/rtm/{path}/{{id}}/messages", "History, the newest message first.", call => HistoryAsync(call, kind)) { NeedsMaster = false, TakesSignature = true, Query = [.. s_history, new("client_id", RestType.Text, "The client for which the signature was made."), .. s_signature] },
        new("PUT", $"/1.2/rtm/{path}/{{id}}/messages/{{mid}}", "Change the body of a message; those who hear the conversation are told.", call => ModifyAsync(call, kind)) { Body = [RestFields.Message] },
        new("PUT", $"/1.2/rtm/{path}/{{id}}/messages/{{mid}}/recall", "Recall a message; those who hear the conversation are told.", call => RecallAsync(call, kind)),
    ];

    static async Task<RestAnswer> SendAsync(RestCall call, ConversationKind kind)
    {
        var mentioned = call.Texts("mention_client_ids");
        if (mentioned.Count > MaxMentioned)
            throw new RestFaultException(400, $"mention_client_ids names {mentioned.Count} clients; at most {MaxMentioned} are mentioned.");
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        return Sent(await call.Administration.SendAsync(call.Route("id"), new SystemMessage(call.Required("from_client"), call.Required("message"))
        {
            IsTransient = call.Flag("transient"),
            SkipsSender = call.Flag("no_sync"),
            PushData = call.Json("push_data"),
            MentionAll = call.Flag("mention_all"),
            MentionedClientIds = mentioned,
        }).ConfigureAwait(false));
    }

    static async Task<RestAnswer> SendOldAsync(RestCall call) =>
        Sent(await call.Administration.SendAsync(call.Required("conv_id"), new SystemMessage(call.Required("from_peer"), call.Required("message"))
        {
            IsTransient = !call.Body.TryGetProperty("transient", out _) || call.Flag("transient"),
            SkipsSender = call.Flag("no_sync"),
            PushData = call.Json("push_data"),
        }).ConfigureAwait(false));

    static async Task<RestAnswer> BroadcastAsync(RestCall call) =>
        Sent(await call.Administration.BroadcastAsync(call.Required("conv_id"), new SystemMessage(call.Required("from_client"), call.Required("message")) { IsTransient = call.Flag("transient") }).ConfigureAwait(false));

    static async Task<RestAnswer> OldHistoryAsync(RestCall call)
    {
        await RequireReaderAsync(call, call.Required("convid"), "peerid").ConfigureAwait(false);
        return await HistoryAsync(call, call.Required("convid")).ConfigureAwait(false);
    }

    /// <exception cref="RestFaultException">401: it is no operator, and no client with a good signature.</exception>
    static async Task RequireReaderAsync(RestCall call, string conversationId, string client)
    {
        if (call.IsMaster)
            return;
        if (call.Text(client) is not { } clientId || call.Text("signature") is not { } value || call.Number("signature_ts") is not { } madeAt
            || !await call.Administration.AllowsHistoryAsync(clientId, conversationId, new FrameSignature(madeAt, call.Text("nonce") ?? "", value)).ConfigureAwait(false))
            throw new RestFaultException(401, "Unauthorized: history needs the master key, or a good signature where the application allows it.");
    }

    static async Task<RestAnswer> HistoryAsync(RestCall call, ConversationKind kind)
    {
        await RequireReaderAsync(call, call.Route("id"), "client_id").ConfigureAwait(false);
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        return await HistoryAsync(call, call.Route("id")).ConfigureAwait(false);
    }

    static async Task<RestAnswer> HistoryAsync(RestCall call, string conversationId)
    {
        var isForward = call.Flag("reversed");
        var page = await call.Administration.ReadHistoryAsync(new HistoryQuery
        {
            ApplicationId = call.ApplicationId,
            ConversationId = conversationId,
            Forward = isForward,
            Start = BoundOf(call, "timestamp", "msgid", "include_start"),
            End = BoundOf(call, "till_timestamp", "till_msgid", "include_stop"),
            Limit = Math.Max(1, RestFields.LimitOf(call, DefaultPage, MaxPage)),
        }).ConfigureAwait(false);
        return RestAnswer.Array(isForward ? page : page.Reverse(), WriteItem);
    }

    static HistoryBound? BoundOf(RestCall call, string timestamp, string messageId, string isIncluded)
    {
        if (call.Number(timestamp) is { } time and not 0)
            return new HistoryBound(time, call.Text(messageId), call.Flag(isIncluded));
        return call.Text(messageId) is null ? null : throw new RestFaultException(400, $"{messageId} needs {timestamp} beside it.");
    }

    static async Task<RestAnswer> ModifyAsync(RestCall call, ConversationKind kind)
    {
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        await call.Administration.ModifyAsync(call.Route("id"), call.Route("mid"), call.Required("message")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    static async Task<RestAnswer> RecallAsync(RestCall call, ConversationKind kind)
    {
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        await call.Administration.RecallAsync(call.Route("id"), call.Route("mid")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    static RestAnswer Sent(StoredMessage message) => RestAnswer.Object(json =>
    {
        json.WriteString("msg-id"u8, message.Id);
        json.WriteNumber("timestamp"u8, message.Timestamp);
    });

    static void WriteItem(Utf8JsonWriter json, StoredMessage message)
    {
        json.WriteStartObject();
        json.WriteNumber("timestamp"u8, message.Timestamp);
        json.WriteString("conv-id"u8, message.ConversationId);
        json.WriteString("data"u8, message.Data);
        json.WriteString("from"u8, message.From);
        json.WriteString("msg-id"u8, message.Id);
        json.WriteBoolean("is-conv"u8, true);
        json.WriteBoolean("is-room"u8, false);
        json.WriteString("to"u8, message.ConversationId);
        json.WriteBoolean("bin"u8, message.IsBinary);
        if (message.DeliveredAt is { } deliveredAt)
            json.WriteNumber("ack-at"u8, deliveredAt);
        json.WriteEndObject();
    }
}
