using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10.1
/// <summary>Conversations, chat rooms and service conversations, their members and subscribers.</summary>
static class ConversationOperationsTable
{
    const int MaxPage = 1000;
    const int MaxSubscribers = 50;

    static readonly RestField[] s_columns =
    [
        new(KnownColumns.Name, RestType.Text, "The name."),
        new(KnownColumns.Attributes, RestType.Json, "Custom attributes, an object."),
    ];

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        .. OfKind("conversations", ConversationKind.Normal, "conversation"),
        .. OfKind("chatrooms", ConversationKind.ChatRoom, "chat room"),
        .. OfKind("service-conversations", ConversationKind.Service, "service conversation"),
        new("GET", "/1.2/rtm/all-conversations", Permission.FindConversations, "Find conversations of all kinds, those with the latest message first.", call =>
            FindAsync(call, null)) { Answer = RestShapes.Conversations, Query = [RestFields.Where, RestFields.Skip, RestFields.Limit(100, MaxPage)] },
        new("POST", "/1.2/rtm/conversations/{id}/members", Permission.AddMembers, "Take clients in as members; they and the others are told.",
            static async call =>
            Changed(await call.Application.Conversations.AddMembersAsync(call.Route("id"), call.Texts("client_ids")).ConfigureAwait(false))) { Answer =
            RestShapes.Changed, Body = [RestFields.ClientIds] },
        new("DELETE", "/1.2/rtm/conversations/{id}/members", Permission.RemoveMembers, "Put members out; they and the others are told.", static async call =>
            Changed(await call.Application.Conversations.RemoveMembersAsync(call.Route("id"), call.Texts("client_ids")).ConfigureAwait(false))) { Answer =
            RestShapes.Changed, Body = [RestFields.ClientIds] },
        new("GET", "/1.2/rtm/conversations/{id}/members", Permission.FindConversations, "The members.", static async call =>
            RestAnswer.Ids("result", (await RecordAsync(call, ConversationKind.Normal).ConfigureAwait(false)).Members)) { Answer = RestShapes.Result },
        new("POST", "/1.2/rtm/conversations/{id}/mutes", Permission.MuteConversation, "Silence push notifications of members.", static async call =>
            Changed(await call.Application.Conversations.MuteAsync(call.Route("id"), call.Texts("client_ids"))
                .ConfigureAwait(false))) { Answer = RestShapes.Changed,
            Body = [RestFields.ClientIds] },
        new("DELETE", "/1.2/rtm/conversations/{id}/mutes", Permission.MuteConversation, "Let push notifications of members ring again.", static async call =>
            Changed(await call.Application.Conversations.MuteAsync(call.Route("id"), call.Texts("client_ids"), isMuted: false)
                .ConfigureAwait(false))) { Answer =
            RestShapes.Changed, Body = [RestFields.ClientIds] },
        new("GET", "/1.2/rtm/conversations/{id}/mutes", Permission.FindConversations, "Members without push notifications.", static async call =>
            RestAnswer.Ids("result", (await RecordAsync(call, ConversationKind.Normal).ConfigureAwait(false)).Muted)) { Answer = RestShapes.Result },
        new("GET", "/1.2/rtm/chatrooms/{id}/members", Permission.ListOccupants, "Clients that are in the chat room now.", static async call =>
            RestAnswer.Ids("result", await call.Application.Conversations.FindOccupantsAsync(call.Route("id"))
                .ConfigureAwait(false))) { Answer = RestShapes.Result },
        new("GET", "/1.2/rtm/chatrooms/{id}/members/online-count", Permission.CountMembers, "How many clients are in the chat room now.", static async call =>
            RestAnswer.Count("result", (await call.Application.Conversations.FindOccupantsAsync(call.Route("id")).ConfigureAwait(false)).Count)) { Answer =
            RestShapes.Number },
        new("POST", "/1.2/rtm/service-conversations/{id}/subscribers", Permission.JoinConversation, "Let a client subscribe.", static call =>
            SubscribeAsync(call, call.Route("id"), call.Required("client_id"))) { Body =
            [new("client_id", RestType.Text, "The client.") { IsRequired = true }] },
        new("DELETE", "/1.2/rtm/service-conversations/{id}/subscribers/{client}", Permission.LeaveConversation, "End a client's subscription.", static call =>
            UnsubscribeAsync(call, call.Route("id"), call.Route("client"))),
        new("GET", "/1.2/rtm/service-conversations/{id}/subscribers", Permission.ReadSubscriptions, "Subscribers in the order in which they came.",
            static call => SubscribersAsync(call, call.Route("id"))) { Answer = RestShapes.Subscriptions, Query =
            [RestFields.Limit(MaxSubscribers, MaxSubscribers),
            new("client_id", RestType.Text, "The subscriber behind which the page begins; default the first page.")] },
        new("GET", "/1.2/rtm/service-conversations/{id}/subscribers/count", Permission.CountMembers, "How many subscribers there are.", static async call =>
            RestAnswer.Count("count", (await RecordAsync(call, ConversationKind.Service).ConfigureAwait(false)).Members.Count)) { Answer = RestShapes.Count },
        new("GET", "/1.1/rtm/transient_group/onlines", Permission.CountMembers, "How many clients are in a chat room now, for older clients.",
            static async call =>
            RestAnswer.Count("result", (await call.Application.Conversations.FindOccupantsAsync(call.Required("gid")).ConfigureAwait(false)).Count)) { Answer =
            RestShapes.Number, Opens = Credentials.ApplicationKey, Query = [new("gid", RestType.Text, "The chat room.") { IsRequired = true }] },
    ];

    static RestOperation[] OfKind(string path, ConversationKind kind, string noun) =>
    [
        new("POST", $"/1.2/rtm/{path}", Permission.CreateConversation, $"Create a {noun}.", call => CreateAsync(call, kind))
        {
            Answer = RestShapes.Conversation,
            TakesColumns = true,
            Body =
            [
                .. s_columns,
                new(KnownColumns.CreatorId, RestType.Text, "The client that counts as its creator, and so as its owner; default nobody."),
                .. kind == ConversationKind.Normal
                    ? [new(KnownColumns.Members, RestType.Texts, "The members; default nobody."),
                    new(KnownColumns.IsUnique, RestType.Flag, "True to get the one conversation of these members when there is one already; default false.")]
                    : Array.Empty<RestField>(),
            ],
        },
        new("GET", $"/1.2/rtm/{path}", Permission.FindConversations, $"Find {noun}s, those with the latest message first.", call =>
            FindAsync(call, kind)) { Answer = RestShapes.Conversations, Query = [RestFields.Where, RestFields.Skip, RestFields.Limit(100, MaxPage)] },
        new("GET", $"/1.2/rtm/{path}/{{id}}", Permission.FindConversations, $"One {noun}.", async call =>
            ObjectOf(call, await RecordAsync(call, kind).ConfigureAwait(false))) { Answer = RestShapes.Conversation },
        new("PUT", $"/1.2/rtm/{path}/{{id}}", Permission.UpdateConversation, $"Change columns of a {noun}; those in it are told.", call =>
            UpdateAsync(call, kind)) { Answer = RestShapes.Changed, TakesColumns = true, Body = s_columns },
        new("DELETE", $"/1.2/rtm/{path}/{{id}}", Permission.DeleteConversation, $"Delete a {noun} with its messages.", call => DeleteAsync(call, kind)),
    ];

    /// <summary>The conversation that the path names.</summary>
    /// <exception cref="RestFaultException">404: there is none of this kind.</exception>
    public static ValueTask<ConversationRecord> RecordAsync(RestCall call, ConversationKind kind) => RecordAsync(call, kind, call.Route("id"));

    /// <summary>A conversation of a kind.</summary>
    /// <exception cref="RestFaultException">404: there is none of this kind.</exception>
    public static async ValueTask<ConversationRecord> RecordAsync(RestCall call, ConversationKind kind, string conversationId)
    {
        var record = await call.Application.Conversations.FindAsync(conversationId).ConfigureAwait(false);
        return record?.Kind == kind ? record : throw new RestFaultException(404, "There is no such conversation of this kind.");
    }

    static async Task<RestAnswer> CreateAsync(RestCall call, ConversationKind kind)
    {
        var isNormal = kind == ConversationKind.Normal;
        var record = await call.Application.Conversations.CreateAsync(new NewConversation
        {
            Kind = kind,
            Members = isNormal ? call.Texts(KnownColumns.Members) : [],
            IsUnique = isNormal && call.Flag(KnownColumns.IsUnique),
            CreatorId = call.Text(KnownColumns.CreatorId),
            Columns = call.Body,
        }).ConfigureAwait(false);
        return ObjectOf(call, record);
    }

    static async Task<RestAnswer> FindAsync(RestCall call, ConversationKind? kind)
    {
        var found = await call.Application.Conversations.QueryAsync(kind, call.Json("where"), RestFields.SkipOf(call), RestFields.LimitOf(call, 100, MaxPage),
            cancellationToken: call.Aborted).ConfigureAwait(false);
        return RestAnswer.Array("results", found, (json, record) => ConversationJson.Write(json, record, call.Now));
    }

    static async Task<RestAnswer> UpdateAsync(RestCall call, ConversationKind kind)
    {
        await RecordAsync(call, kind).ConfigureAwait(false);
        return Changed(await call.Application.Conversations.UpdateAsync(call.Route("id"), call.Body).ConfigureAwait(false));
    }

    static async Task<RestAnswer> DeleteAsync(RestCall call, ConversationKind kind)
    {
        await RecordAsync(call, kind).ConfigureAwait(false);
        await call.Application.Conversations.DeleteAsync(call.Route("id")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    public static async Task<RestAnswer> SubscribeAsync(RestCall call, string conversationId, string clientId)
    {
        await RecordAsync(call, ConversationKind.Service, conversationId).ConfigureAwait(false);
        await call.Application.Conversations.AddMembersAsync(conversationId, [clientId]).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    public static async Task<RestAnswer> UnsubscribeAsync(RestCall call, string conversationId, string clientId)
    {
        await RecordAsync(call, ConversationKind.Service, conversationId).ConfigureAwait(false);
        await call.Application.Conversations.RemoveMembersAsync(conversationId, [clientId]).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    public static async Task<RestAnswer> SubscribersAsync(RestCall call, string conversationId)
    {
        await RecordAsync(call, ConversationKind.Service, conversationId).ConfigureAwait(false);
        return RestAnswer.Array(await call.Application.Subscribers.FindAsync(conversationId, call.Text("client_id"),
            RestFields.LimitOf(call, MaxSubscribers, MaxSubscribers)).ConfigureAwait(false), SubscriptionJson.Write);
    }

    public static RestAnswer ObjectOf(RestCall call, ConversationRecord record) => new(json => ConversationJson.Write(json, record, call.Now));

    public static RestAnswer Changed(ConversationRecord record) => RestAnswer.Object(json =>
    {
        json.WriteString("objectId"u8, record.Id);
        json.WriteString("updatedAt"u8, RestAnswer.Iso(record.UpdatedAt));
    });
}
