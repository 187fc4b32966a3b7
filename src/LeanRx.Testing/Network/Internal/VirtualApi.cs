using System.Net;
using System.Reactive.Concurrency;
using System.Text.Json.Nodes;
using LeanRx.Server;

namespace LeanRx.Testing.Network.Internal;

/// <summary>
/// The REST interface of a virtual network as far as clients ask it in commands: the roles of a conversation. Everything else, uploads for example, it does not
/// know.
/// </summary>
internal sealed class VirtualApi(VirtualNetwork network) : HttpMessageHandler
{
    const string Roles = "/1.1/classes/_ConversationMemberInfo";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await network.TravelAsync(cancellationToken).ConfigureAwait(false);
        var answer = request.RequestUri!.AbsolutePath == Roles ? await RolesAsync(request).ConfigureAwait(false)
            : new HttpResponseMessage(HttpStatusCode.NotFound);
        await network.TravelAsync(cancellationToken).ConfigureAwait(false);
        return answer;
    }

    async Task<HttpResponseMessage> RolesAsync(HttpRequestMessage request)
    {
        var query = request.RequestUri!.Query.TrimStart('?').Split('&').Select(static part => part.Split('='))
            .ToDictionary(static part => part[0], static part => Uri.UnescapeDataString(part[1]), StringComparer.Ordinal);
        var conversationId = JsonNode.Parse(query["where"])!["cid"]!.GetValue<string>();
        var server = network.Server().Engine;
        var application = request.Headers.GetValues("X-LC-Id").Single();
        try
        {
            var asker = await server.Applications[application]
                .Clients.FindByTokenAsync(request.Headers.GetValues("X-LC-IM-Session-Token").Single()).ConfigureAwait(false);
            if (asker is null || !await server.Applications[application].Conversations.IsInAsync(conversationId, asker).ConfigureAwait(false))
                return new HttpResponseMessage(HttpStatusCode.BadRequest);
            var rows = new JsonArray();
            foreach (var info in (await server.Applications[application].Moderation.FindRolesAsync(conversationId)
                .ConfigureAwait(false)).Skip(int.Parse(query["skip"]))
                .Take(int.Parse(query["limit"])))
                rows.Add((JsonNode)new JsonObject { ["clientId"] = info.ClientId, ["role"] = info.Role });
            return new HttpResponseMessage { Content = new StringContent(new JsonObject { ["results"] = rows }.ToJsonString()) };
        }
        catch (OperationRefusedException refusal)
        {
            return new HttpResponseMessage(HttpStatusCode.BadRequest)
            {
                Content = new StringContent(new JsonObject
                {
                    ["code"] = refusal.Code,
                    ["error"] = refusal.Message
                }.ToJsonString())
            };
        }
    }
}
