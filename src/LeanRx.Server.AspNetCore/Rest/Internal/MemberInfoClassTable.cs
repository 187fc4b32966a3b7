using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §4.9
/// <summary>
/// The roles of a conversation as rows of the class <c>_ConversationMemberInfo</c>, which is how SDKs read them. The creator is the owner without a row; others
/// without one are plain members.
/// </summary>
static class MemberInfoClassTable
{
    const int DefaultPage = 100;
    const int MaxPage = 1000;

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        new("GET", "/1.1/classes/_ConversationMemberInfo", Permission.ReadRoles,
            "Roles that were given in a conversation, whose creator is the owner without a row, for those who are in it and for operators.", FindAsync)
        {
            Answer = RestShapes.Roles,
            Opens = Credentials.SessionToken,
            Query =
            [
                new("where", RestType.Json, "The conversation, as {\"cid\":\"…\"}; clientId and role narrow it further."),
                new("cid", RestType.Text, "The conversation, in place of where."),
                new("client_id", RestType.Text, "The client that asks; its session token must be its own. Default: whose token it is."),
                RestFields.Skip,
                RestFields.Limit(DefaultPage, MaxPage),
            ],
        },
    ];

    static async Task<RestAnswer> FindAsync(RestCall call)
    {
        var wanted = Conditions(call);
        var conversationId = wanted.GetValueOrDefault("cid")
            ?? throw new RestFaultException(400, "where must name the conversation, as {\"cid\":\"…\"}, or cid stand beside it.");
        if (!call.IsMaster)
            await RequirePartAsync(call, conversationId).ConfigureAwait(false);
        var roles = await call.Application.Moderation.FindRolesAsync(conversationId).ConfigureAwait(false);
        var page = roles
            .Where(info => IsWanted("clientId", info.ClientId) && IsWanted("role", info.Role))
            .Skip(RestFields.SkipOf(call)).Take(RestFields.LimitOf(call, DefaultPage, MaxPage));
        return RestAnswer.Array("results", page, (json, info) =>
        {
            json.WriteStartObject();
            json.WriteString("objectId"u8, info.InfoId);
            json.WriteString("cid"u8, conversationId);
            json.WriteString("clientId"u8, info.ClientId);
            json.WriteString("role"u8, info.Role);
            json.WriteEndObject();
        });

        bool IsWanted(string name, string? value) => !wanted.TryGetValue(name, out var asked) || asked == value;
    }

    static async Task RequirePartAsync(RestCall call, string conversationId)
    {
        var clientId = await call.Application.Clients.FindByTokenAsync(call.SessionToken).ConfigureAwait(false);
        if (clientId is null || (call.Text("client_id") is { } named && named != clientId))
            throw new OperationRefusedException(ErrorCodes.SessionTokenExpired, "The session token is not or no longer good.");
        await call.Application.Conversations.RequireAsync(clientId, conversationId, Permission.ReadRoles).ConfigureAwait(false);
    }

    static Dictionary<string, string> Conditions(RestCall call)
    {
        var conditions = new Dictionary<string, string>(StringComparer.Ordinal);
        if (call.Text("cid") is { } conversationId)
            conditions["cid"] = conversationId;
        if (call.Json("where") is not { } where)
            return conditions;
        try
        {
            foreach (var condition in where.EnumerateObject())
                conditions[condition.Name] = condition.Name is "cid" or "clientId" or "role" ? condition.Value.GetString() ?? throw Refused() : throw Refused();
            return conditions;
        }
        catch (InvalidOperationException)
        {
            throw Refused(); // No string, or no Unicode text.
        }

        static RestFaultException Refused() => new(400, "where takes cid, clientId and role, each a string.");
    }
}
