using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10.1, §10.3
/// <summary>Service conversations: what is for some clients, for subscribers and for everybody, and who subscribes.</summary>
static class ServiceOperationsTable
{
    const int MaxPage = 50;
    const string Service = "/1.2/rtm/service-conversations/{id}";

    static readonly RestField s_validTill =
        new("valid_till", RestType.Number, "Until when clients that come online are given it, milliseconds, at most 31 days from now; default 31 days.");

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        new("POST", $"{Service}/messages", Permission.SendMessage, "Send a message to some clients, subscribed or not.", TellAsync) { Answer = RestShapes.Sent,
            Body = [.. MessageOperationsTable.Send, new("to_clients", RestType.Texts, "The clients that it is for, at most 20.") { IsRequired = true }] },
        new("POST", $"{Service}/broadcasts", Permission.SendMessage, "Send a message to all subscribers.", static call =>
            MessageOperationsTable.SendAsync(call, ConversationKind.Service)) { Answer = RestShapes.Sent, Body =
            [RestFields.FromClient, RestFields.Message, RestFields.Push] },
        new("GET", $"{Service}/subscribers/{{client}}/messages", Permission.ReadAllMessages,
            "What is between the service and one client, the newest message first.", ThreadAsync) { Answer = RestShapes.Messages, Query = HistoryTable.Page },
        new("DELETE", $"{Service}/subscribers/{{client}}/messages/{{mid}}", Permission.DeleteMessage,
            "Delete a message between the service and one client; nobody is told.", DeleteAsync),
        new("GET", "/1.2/rtm/clients/{client}/service-conversations", Permission.ReadSubscriptions,
            "The service conversations to which a client subscribes, those of longest standing first.", SubscriptionsAsync)
        {
            Answer = RestShapes.Subscriptions,
            Query =
            [
                new("timestamp", RestType.Number, "The time of the subscription behind which the page begins, milliseconds; default the first page."),
                new("conv_id", RestType.Text, "The service conversation of that subscription; needs timestamp."),
                RestFields.Limit(MaxPage, MaxPage),
                new("direction", RestType.Text, "old to walk from the latest subscription back; default new."),
            ],
        },
        new("POST", "/1.2/rtm/broadcasts", Permission.Broadcast, "Send a message of a service conversation to every client, subscribed or not.", static call =>
            BroadcastAsync(call, "from_client"))
        {
            Answer = RestShapes.Sent,
            Body = [RestFields.FromClient, new("conv_id", RestType.Text, "The service conversation.") { IsRequired = true }, RestFields.Message, s_validTill,
                RestFields.Push, MessageOperationsTable.Transient],
        },
        new("GET", "/1.2/rtm/broadcasts", Permission.ReadAllMessages, "Messages to every client, the newest first.",
            BroadcastsAsync) { Answer = RestShapes.Messages, Query = Page },
        new("DELETE", "/1.2/rtm/broadcasts/{mid}", Permission.DeleteMessage, "Delete a message to every client: nobody is given it any more.", static call =>
            DeleteBroadcastAsync(call, call.Route("mid"))),
        new("POST", "/1.1/rtm/broadcast", Permission.Broadcast, "Send a message of a service conversation to everybody, in the older spelling.", static call =>
            BroadcastAsync(call, "from_peer"))
        {
            Answer = RestShapes.Sent,
            Body = [OldMessageTable.From, new("conv_id", RestType.Text, "The service conversation.") { IsRequired = true }, RestFields.Message, s_validTill,
                RestFields.Push],
        },
        new("GET", "/1.1/rtm/broadcast", Permission.ReadAllMessages, "Messages to every client, the newest first, in the older spelling.",
            BroadcastsAsync) { Answer = RestShapes.Messages, Query = Page },
        new("DELETE", "/1.1/rtm/broadcast", Permission.DeleteMessage, "Delete a message to every client, in the older spelling.", static call =>
            DeleteBroadcastAsync(call, call.Required("mid"))) { Query = [new("mid", RestType.Text, "The message.") { IsRequired = true }] },
    ];

    static RestField[] Page => [new("conv_id", RestType.Text, "Those of one service conversation; default all."), RestFields.Skip, RestFields.Limit(100, 1000)];

    static Task<RestAnswer> TellAsync(RestCall call) => call.Texts("to_clients").Count > 0
        ? MessageOperationsTable.SendAsync(call, ConversationKind.Service)
        : throw new RestFaultException(400, "to_clients names nobody; a message to all subscribers is a broadcast.");

    static async Task<RestAnswer> ThreadAsync(RestCall call)
    {
        await ConversationOperationsTable.RecordAsync(call, ConversationKind.Service).ConfigureAwait(false);
        return await HistoryTable.HistoryAsync(call, call.Route("id"), call.Route("client"), isThreadOnly: true).ConfigureAwait(false);
    }

    static async Task<RestAnswer> DeleteAsync(RestCall call)
    {
        await ConversationOperationsTable.RecordAsync(call, ConversationKind.Service).ConfigureAwait(false);
        var message = await call.Application.Messages.FindAsync(call.Route("id"), call.Route("mid")).ConfigureAwait(false);
        if (message?.IsInThreadOf(call.Route("client")) != true)
            throw new OperationRefusedException(ErrorCodes.MessageNotFound, "There is no such message between the service and this client.");
        await call.Application.Messages.DeleteAsync(call.Route("id"), call.Route("mid")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    static async Task<RestAnswer> SubscriptionsAsync(RestCall call)
    {
        var (time, id) = (call.Number("timestamp"), call.Text("conv_id"));
        if (id is not null && time is null)
            throw new RestFaultException(400, "conv_id needs timestamp beside it.");
        var subscriptions = await call.Application.Subscribers.FindSubscriptionsAsync(call.Route("client")).ConfigureAwait(false);
        var page = call.Text("direction") is "old" or "OLD"
            ? subscriptions.Reverse().Where(it => time is null || Compare(it) < 0)
            : subscriptions.Where(it => time is null || Compare(it) > 0);
        return RestAnswer.Array(page.Take(RestFields.LimitOf(call, MaxPage, MaxPage)), SubscriptionJson.Write);

        int Compare(Subscription it) => it.SubscribedAt.ToUnixTimeMilliseconds().CompareTo(time!.Value) is not 0 and var order
            ? order
            : id is null ? 0 : string.CompareOrdinal(it.ConversationId, id);
    }

    static async Task<RestAnswer> BroadcastAsync(RestCall call, string from) =>
        MessageOperationsTable.Sent(await call.Application.Messages.BroadcastAsync(call.Required("conv_id"),
            new SystemMessage(call.Required(from), call.Required("message"))
            {
                IsTransient = call.Flag("transient"),
                ValidUntil = call.Number("valid_till") is { } end ? TimeOf(end) : null,
            }).ConfigureAwait(false));

    static DateTimeOffset TimeOf(long milliseconds) => milliseconds is > 0 and < 253_402_300_800_000
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : throw new RestFaultException(400, "The field valid_till must be a time, in milliseconds.");

    static async Task<RestAnswer> BroadcastsAsync(RestCall call) =>
        RestAnswer.Array(await call.Application.Messages.FindBroadcastsAsync(call.Text("conv_id"), RestFields.SkipOf(call), RestFields.LimitOf(call, 100, 1000))
            .ConfigureAwait(false), HistoryTable.WriteItemForOperators);

    static async Task<RestAnswer> DeleteBroadcastAsync(RestCall call, string messageId)
    {
        await call.Application.Messages.DeleteBroadcastAsync(messageId).ConfigureAwait(false);
        return RestAnswer.Empty;
    }
}
