using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10.3
/// <summary>Clients: who is online, kicking, unread counts.</summary>
static class ClientOperationsTable
{
    const int MaxAsked = 20;
    const int MaxOnlinePage = 1000;

    static readonly RestField s_conversation = new("conv_id", RestType.Text, "The conversation.") { IsRequired = true };

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        new("POST", "/1.2/rtm/clients/check-online", Permission.QueryPresence, "Which of up to 20 clients are online.",
            CheckOnlineAsync) { Answer = RestShapes.Online, Body = [RestFields.ClientIds] },
        new("GET", "/1.2/rtm/clients", Permission.QueryPresence, "Clients that are online, by their names in order, each with its logins.", static call =>
            Task.FromResult(OnlineOf(call)))
        {
            Answer = RestShapes.OnlineClients,
            Query = [RestFields.Limit(100, MaxOnlinePage), RestFields.Next],
        },
        new("POST", "/1.2/rtm/clients/{client}/kick", Permission.KickClient, "End all logins of a client; its session tokens are void.",
            KickAsync) { Answer = RestShapes.Kicked, Body = [new("reason", RestType.Text, "What the client is told, at most 20 characters.")] },
        new("GET", "/1.2/rtm/clients/{client}/unread-count", Permission.CountUnread, "How many messages a client has not read.", static async call =>
            RestAnswer.Count("count", await call.Application.Messages.CountUnreadAsync(call.Route("client"), call.Text("conv_id")).ConfigureAwait(false)))
        {
            Answer = RestShapes.Count,
            Opens = Credentials.ApplicationKey,
            Query = [new("conv_id", RestType.Text, "One conversation; default all that the client is in.")],
        },
        new("POST", "/1.2/rtm/clients/{client}/blacklists", Permission.BlockConversations,
            "Put a conversation on a client's block list: others cannot add the client to it.", static call =>
            BlockAsync(call, isBlocked: true)) { Body = [s_conversation] },
        new("DELETE", "/1.2/rtm/clients/{client}/blacklists", Permission.BlockConversations, "Take a conversation off a client's block list.", static call =>
            BlockAsync(call, isBlocked: false)) { Body = [s_conversation] },
        new("GET", "/1.2/rtm/clients/{client}/blacklists", Permission.BlockConversations, "Conversations that a client blocks.",
            BlockedAsync) { Answer = RestShapes.BlockedConversations, Query = [RestFields.Limit(10, 100), RestFields.Next] },
    ];

    static async Task<RestAnswer> CheckOnlineAsync(RestCall call)
    {
        var asked = call.Texts("client_ids");
        if (asked.Count > MaxAsked)
            throw new RestFaultException(400, $"client_ids names {asked.Count} clients; at most {MaxAsked} are asked for at once.");
        return RestAnswer.Ids("results", await call.Application.Clients.FindOnlineAsync(asked).ConfigureAwait(false));
    }

    static RestAnswer OnlineOf(RestCall call)
    {
        var limit = RestFields.LimitOf(call, 100, MaxOnlinePage);
        var clients = call.Application.Clients.FindOnline(call.Text("next"), limit);
        return RestAnswer.Object(json =>
        {
            json.WriteStartArray("results"u8);
            foreach (var client in clients)
                WriteOnline(json, client);
            json.WriteEndArray();
            if (clients.Count == limit && limit > 0)
                json.WriteString("next"u8, clients[^1].ClientId);
        });
    }

    static void WriteOnline(Utf8JsonWriter json, OnlineClient client)
    {
        json.WriteStartObject();
        json.WriteString("client_id"u8, client.ClientId);
        json.WriteStartArray("sessions"u8);
        foreach (var login in client.Logins)
        {
            json.WriteStartObject();
            json.WriteNumber("timestamp"u8, login.OpenedAt.ToUnixTimeMilliseconds());
            if (login.Tag is not null)
                json.WriteString("tag"u8, login.Tag);
            if (login.UserAgent is not null)
                json.WriteString("user_agent"u8, login.UserAgent);
            if (login.RemoteAddress is not null)
                json.WriteString("address"u8, login.RemoteAddress);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static async Task<RestAnswer> KickAsync(RestCall call)
    {
        return RestAnswer.Count("sessions",
            await call.Application.Clients.KickAsync(call.Route("client"), call.Text("reason")).ConfigureAwait(false));
    }

    static async Task<RestAnswer> BlockAsync(RestCall call, bool isBlocked)
    {
        await (isBlocked
            ? call.Application.Moderation.BlockConversationAsync(call.Route("client"), call.Required("conv_id"))
            : call.Application.Moderation.UnblockConversationAsync(call.Route("client"), call.Required("conv_id"))).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    static async Task<RestAnswer> BlockedAsync(RestCall call)
    {
        var page = await call.Application.Moderation.FindBlockedConversationsAsync(call.Route("client"), RestFields.LimitOf(call, 10, 100), call.Text("next"))
            .ConfigureAwait(false);
        return RestAnswer.Ids("conv_ids", page.ConversationIds, page.Next);
    }
}
