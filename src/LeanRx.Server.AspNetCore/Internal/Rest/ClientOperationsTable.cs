namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>Clients: who is online, kicking, unread counts (protocol.md §10.3).</summary>
static class ClientOperationsTable
{
    const int MaxAsked = 20;

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        new("POST", "/1.2/rtm/clients/check-online", "Which of up to 20 clients are online.", CheckOnlineAsync) { Body = [RestFields.ClientIds] },
        new("POST", "/1.2/rtm/clients/{client}/kick", "End all logins of a client; its session tokens are void.", KickAsync) { Body = [new("reason", RestType.Text, "What the client is told, at most 20 characters.")] },
        new("GET", "/1.2/rtm/clients/{client}/unread-count", "How many messages a client has not read.", static async call => RestAnswer.Count("count", await call.Administration.CountUnreadAsync(call.Route("client"), call.Text("conv_id")).ConfigureAwait(false)))
        {
            NeedsMaster = false,
            Query = [new("conv_id", RestType.Text, "One conversation; default all that the client is in.")],
        },
        new("GET", "/1.2/rtm/stats", "How many clients are online.", static call => Task.FromResult(RestAnswer.Object(json =>
        {
            json.WriteStartObject("result"u8);
            json.WriteNumber("online_user_count"u8, call.Administration.OnlineCount);
            json.WriteEndObject();
        }))),
    ];

    static Task<RestAnswer> CheckOnlineAsync(RestCall call)
    {
        var asked = call.Texts("client_ids");
        if (asked.Count > MaxAsked)
            throw new RestFaultException(400, $"client_ids names {asked.Count} clients; at most {MaxAsked} are asked for at once.");
        return Task.FromResult(RestAnswer.Ids("results", asked.Where(clientId => call.Engine.IsOnline(call.ApplicationId, clientId))));
    }

    static async Task<RestAnswer> KickAsync(RestCall call)
    {
        await call.Engine.KickAsync(call.ApplicationId, call.Route("client"), call.Text("reason")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }
}
