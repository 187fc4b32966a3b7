using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10.1
/// <summary>Roles, silence and block lists.</summary>
static class ModerationOperationsTable
{
    const int LongestSilence = 24 * 60 * 60;

    const int MaxPage = 1000;

    static readonly RestField[] s_page = [RestFields.Limit(10, 100), RestFields.Next];

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        .. OfKind("conversations", ConversationKind.Normal),
        .. OfKind("chatrooms", ConversationKind.ChatRoom),
        .. Blocks("conversations", ConversationKind.Normal),
        .. Blocks("chatrooms", ConversationKind.ChatRoom),
        .. Blocks("service-conversations", ConversationKind.Service),
    ];

    static RestOperation[] OfKind(string path, ConversationKind kind) =>
    [
        new("POST", $"/1.2/rtm/{path}/{{id}}/temporary-silenceds", Permission.SilenceMembers, "Take a client the right to send, for a time.", call =>
            SilenceAsync(call, kind))
        {
            Body = [new("client_id", RestType.Text, "The client.") { IsRequired = true },
                new("ttl", RestType.Number, "For how many seconds, up to 86400.") { IsRequired = true }],
        },
        new("DELETE", $"/1.2/rtm/{path}/{{id}}/temporary-silenceds", Permission.SilenceMembers,
            "Give a client that is silenced for a time the right to send back.", call =>
            ChangeAsync(call, kind, (moderation, id) => moderation.EndTemporarySilenceAsync(id, [call.Required("client_id")])))
        {
            Query = [new("client_id", RestType.Text, "The client.") { IsRequired = true }],
        },
        new("POST", $"/1.2/rtm/{path}/{{id}}/permanent-silenceds", Permission.SilenceMembers, "Take clients the right to send.", call =>
            ChangeAsync(call, kind, (moderation, id) => moderation.SilenceAsync(id, call.Texts("client_ids")))) { Body = [RestFields.ClientIds] },
        new("DELETE", $"/1.2/rtm/{path}/{{id}}/permanent-silenceds", Permission.SilenceMembers, "Give clients the right to send back.", call =>
            ChangeAsync(call, kind, (moderation, id) => moderation.UnsilenceAsync(id, call.Texts("client_ids")))) { Body = [RestFields.ClientIds] },
        new("GET", $"/1.2/rtm/{path}/{{id}}/permanent-silenceds", Permission.ReadModeration, "Clients that may not send.", call =>
            PageAsync(call, kind, (moderation, id) => moderation.FindSilencedAsync(id, RestFields.LimitOf(call, 10, 100), call.Text("next")))) { Answer =
            RestShapes.Clients, Query = s_page },
        new("POST", $"/1.2/rtm/{path}/{{id}}/member-infos", Permission.SetRole, "Give a member a role; the others are told.", call => SetRoleAsync(call, kind))
        {
            Answer = RestShapes.Changed,
            Body = [new("clientId", RestType.Text, "The member.") { IsRequired = true },
                new("role", RestType.Text, "Owner, Manager or Member.") { IsRequired = true }],
        },
        new("GET", $"/1.2/rtm/{path}/{{id}}/member-infos", Permission.ReadRoles, "Roles that were given. The creator is the owner without one.", call =>
            RolesAsync(call, kind)) { Answer = RestShapes.Roles, Query =
            [new("role", RestType.Text, "Owner or Manager; default both."), RestFields.Skip, RestFields.Limit(100, MaxPage)] },
        new("PUT", $"/1.2/rtm/{path}/{{id}}/member-infos/{{info}}", Permission.SetRole, "Change a role; the others are told.", call =>
            ChangeRoleAsync(call, kind, call.Required("role"))) { Answer = RestShapes.Changed, Body =
            [new("role", RestType.Text, "Owner, Manager or Member.") { IsRequired = true }] },
        new("DELETE", $"/1.2/rtm/{path}/{{id}}/member-infos/{{info}}", Permission.SetRole, "Take a role away; the others are told.", call =>
            TakeRoleAsync(call, kind)),
    ];

    static RestOperation[] Blocks(string path, ConversationKind kind) =>
    [
        new("POST", $"/1.2/rtm/{path}/{{id}}/blacklists", Permission.BlockMembers, "Block clients: they are put out and cannot come in again.", call =>
            ChangeAsync(call, kind, (moderation, id) => moderation.BlockAsync(id, call.Texts("client_ids")))) { Body = [RestFields.ClientIds] },
        new("DELETE", $"/1.2/rtm/{path}/{{id}}/blacklists", Permission.BlockMembers, "Let blocked clients come in again.", call =>
            ChangeAsync(call, kind, (moderation, id) => moderation.UnblockAsync(id, call.Texts("client_ids")))) { Body = [RestFields.ClientIds] },
        new("GET", $"/1.2/rtm/{path}/{{id}}/blacklists", Permission.ReadModeration, "Blocked clients.", call =>
            PageAsync(call, kind, (moderation, id) => moderation.FindBlockedAsync(id, RestFields.LimitOf(call, 10, 100), call.Text("next")))) { Answer =
            RestShapes.Clients, Query = s_page },
    ];

    static async Task<RestAnswer> ChangeAsync(RestCall call, ConversationKind kind, Func<ApplicationModeration, string, ValueTask> change)
    {
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        await change(call.Application.Moderation, call.Route("id")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    static async Task<RestAnswer> PageAsync(RestCall call, ConversationKind kind, Func<ApplicationModeration, string, ValueTask<ClientPage>> find)
    {
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        var page = await find(call.Application.Moderation, call.Route("id")).ConfigureAwait(false);
        return RestAnswer.Ids("client_ids", page.ClientIds, page.Next);
    }

    static Task<RestAnswer> SilenceAsync(RestCall call, ConversationKind kind) => call.Number("ttl") is { } seconds and >= 1 and <= LongestSilence
        ? ChangeAsync(call, kind, (moderation, id) => moderation.SilenceAsync(id, [call.Required("client_id")], TimeSpan.FromSeconds(seconds)))
        : throw new RestFaultException(400, $"ttl must be within 1 and {LongestSilence} seconds.");

    static async Task<RestAnswer> SetRoleAsync(RestCall call, ConversationKind kind)
    {
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        return Changed(call, await call.Application.Moderation.SetRoleAsync(call.Route("id"), call.Required("clientId"), call.Required("role"))
            .ConfigureAwait(false));
    }

    static async Task<RestAnswer> ChangeRoleAsync(RestCall call, ConversationKind kind, string role)
    {
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        var roles = await call.Application.Moderation.FindRolesAsync(call.Route("id")).ConfigureAwait(false);
        var info = roles.FirstOrDefault(known => known.InfoId == call.Route("info"))
            ?? throw new RestFaultException(404, "No member has a role under this id.");
        return Changed(call, await call.Application.Moderation.SetRoleAsync(call.Route("id"), info.ClientId, role).ConfigureAwait(false));
    }

    static async Task<RestAnswer> TakeRoleAsync(RestCall call, ConversationKind kind)
    {
        await ChangeRoleAsync(call, kind, MemberRoles.Member).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    static async Task<RestAnswer> RolesAsync(RestCall call, ConversationKind kind)
    {
        await ConversationOperationsTable.RecordAsync(call, kind).ConfigureAwait(false);
        var roles = await call.Application.Moderation.FindRolesAsync(call.Route("id")).ConfigureAwait(false);
        var page = roles.Where(info => call.Text("role") is not { } role || info.Role == role).Skip(RestFields.SkipOf(call))
            .Take(RestFields.LimitOf(call, 100, MaxPage));
        return RestAnswer.Array("results", page, static (json, info) =>
        {
            json.WriteStartObject();
            json.WriteString("clientId"u8, info.ClientId);
            json.WriteString("objectId"u8, info.InfoId);
            json.WriteString("role"u8, info.Role);
            json.WriteEndObject();
        });
    }

    static RestAnswer Changed(RestCall call, MemberInfo info) => RestAnswer.Object(json =>
    {
        json.WriteString("objectId"u8, info.InfoId);
        json.WriteString("updatedAt"u8, RestAnswer.Iso(call.Now));
    });
}
