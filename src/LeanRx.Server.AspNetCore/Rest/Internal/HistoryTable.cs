using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10.2
/// <summary>History over REST, in the current spelling and the older one.</summary>
static class HistoryTable
{
    const int MaxPage = 1000;
    const int DefaultPage = 100;

    public static RestField[] Page { get; } =
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

    static readonly RestField[] s_old =
    [
        new("convid", RestType.Text, "The conversation; default all, with the master key."),
        new("from", RestType.Text, "Without convid, only messages of this sender; default everybody's."),
        .. Page,
        new("max_ts", RestType.Number, "An older name of timestamp."),
        new("peerid", RestType.Text, "The client for which the signature was made."),
        .. s_signature,
    ];

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        Of("conversations", ConversationKind.Normal),
        Of("chatrooms", ConversationKind.ChatRoom),
        Of("service-conversations", ConversationKind.Service),
        new("GET", "/1.2/rtm/clients/{client}/messages", Permission.ReadAllMessages, "What a client sent, in all conversations; the newest message first.",
            static call => AllAsync(call, call.Route("client"))) { Answer = RestShapes.Messages, Query = Page },
        new("GET", "/1.2/rtm/messages", Permission.ReadAllMessages, "The messages of all conversations, the newest first.", static call =>
            AllAsync(call, null)) { Answer = RestShapes.Messages, Query = Page },
        Old("/1.1/rtm/messages/history"),
        Old("/1.1/rtm/messages/logs"),
    ];

    static RestOperation Of(string path, ConversationKind kind) =>
        new("GET", $"/1.2/rtm/{path}/{{id}}/messages", Permission.ReadHistory, "History, the newest message first.", call => HistoryAsync(call, kind))
        {
            Answer = RestShapes.Messages,
            Opens = Credentials.Signature,
            Query = [.. Page, new("client_id", RestType.Text, "The client for which the signature was made."), .. s_signature],
        };

    static RestOperation Old(string path) =>
        new("GET", path, Permission.ReadHistory, "History of a conversation, of a sender or of everything, in the older spelling.",
        OldHistoryAsync)
        { Answer = RestShapes.Messages, Opens = Credentials.Signature, Query = s_old };

    static async Task<RestAnswer> OldHistoryAsync(RestCall call)
    {
        var conversationId = call.Text("convid");
        var reader = await RequireReaderAsync(call, conversationId, "peerid").ConfigureAwait(false);
        return await (conversationId is null ? AllAsync(call, call.Text("from")) : HistoryAsync(call, conversationId, reader)).ConfigureAwait(false);
    }

    /// <summary>The client that reads; null for an operator, who sees all.</summary>
    /// <exception cref="RestFaultException">401: it is no operator, and no client with a good signature for one conversation.</exception>
    static async Task<string?> RequireReaderAsync(RestCall call, string? conversationId, string client)
    {
        if (call.IsMaster)
            return null;
        if (conversationId is null || call.Text(client) is not { } clientId || call.Text("signature") is not { } value
            || call.Number("signature_ts") is not { } madeAt
            || !await call.Application.Messages.AllowsHistoryAsync(clientId, conversationId, new FrameSignature(madeAt, call.Text("nonce") ?? "", value))
                .ConfigureAwait(false))
            throw new RestFaultException(401, "Unauthorized: history needs the master key, or a good signature where the application allows it.");
        return clientId;
    }

    static async Task<RestAnswer> HistoryAsync(RestCall call, ConversationKind kind)
    {
        var reader = await RequireReaderAsync(call, call.Route("id"), "client_id").ConfigureAwait(false);
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        return await HistoryAsync(call, call.Route("id"), reader).ConfigureAwait(false);
    }

    /// <param name="reader">The client for whose eyes it is; null: all messages.</param>
    /// <param name="isThreadOnly">Whether only the reader's own thread with a service conversation is meant.</param>
    public static async Task<RestAnswer> HistoryAsync(RestCall call, string conversationId, string? reader, bool isThreadOnly = false)
    {
        var (isForward, start, end, limit) = PageOf(call);
        var page = await call.Application.Messages.ReadHistoryAsync(new HistoryQuery
        {
            ApplicationId = call.ApplicationId,
            ConversationId = conversationId,
            Forward = isForward,
            Start = start,
            End = end,
            Limit = limit,
            VisibleTo = reader,
            IsThreadOnly = isThreadOnly,
        }).ConfigureAwait(false);
        return RestAnswer.Array(isForward ? page : page.Reverse(), call.IsMaster ? WriteItemForOperators : WriteItem);
    }

    static async Task<RestAnswer> AllAsync(RestCall call, string? sender)
    {
        var (isForward, start, end, limit) = PageOf(call);
        var page = await call.Application.Messages.ReadAllAsync(new MessageQuery
        {
            ApplicationId = call.ApplicationId,
            From = sender,
            Forward = isForward,
            Start = start,
            End = end,
            Limit = limit
        }).ConfigureAwait(false);
        return RestAnswer.Array(isForward ? page : page.Reverse(), call.IsMaster ? WriteItemForOperators : WriteItem);
    }

    static (bool IsForward, HistoryBound? Start, HistoryBound? End, int Limit) PageOf(RestCall call) =>
    (
        call.Flag("reversed"),
        BoundOf(call, call.Text("timestamp") is null && call.Text("max_ts") is not null ? "max_ts" : "timestamp", "msgid", "include_start"),
        BoundOf(call, "till_timestamp", "till_msgid", "include_stop"),
        RestFields.LimitOf(call, DefaultPage, MaxPage));

    static HistoryBound? BoundOf(RestCall call, string timestamp, string messageId, string isIncluded)
    {
        if (call.Number(timestamp) is { } time and not 0)
            return new HistoryBound(time, call.Text(messageId), call.Flag(isIncluded));
        return call.Text(messageId) is null ? null : throw new RestFaultException(400, $"{messageId} needs {timestamp} beside it.");
    }

    /// <summary>A record with what is for operators alone: whom a message is for.</summary>
    public static void WriteItemForOperators(Utf8JsonWriter json, StoredMessage message) => WriteItem(json, message, isForOperators: true);

    static void WriteItem(Utf8JsonWriter json, StoredMessage message) => WriteItem(json, message, isForOperators: false);

    static void WriteItem(Utf8JsonWriter json, StoredMessage message, bool isForOperators)
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
        if (isForOperators && !message.Recipients.IsDefaultOrEmpty)
        {
            json.WriteStartArray("to_clients"u8);
            foreach (var clientId in message.Recipients)
                json.WriteStringValue(clientId);
            json.WriteEndArray();
        }
        if (message.ValidUntil is { } end)
            json.WriteNumber("valid_till"u8, end);
        json.WriteEndObject();
    }
}
