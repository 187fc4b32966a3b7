using LeanRx.Protocol;
namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Every endpoint of protocol.md §10 is in the OpenAPI document, or left out for a reason.</summary>
public class RestCoverageTests : RestTest
{
    /// <summary>§10.1. In paths, {} stands for any name.</summary>
    static readonly string[] s_conversations =
    [
        .. Of(["conversations", "chatrooms", "service-conversations"], "post /1.2/rtm/{kind}", "get /1.2/rtm/{kind}", "put /1.2/rtm/{kind}/{}",
            "delete /1.2/rtm/{kind}/{}"),
        .. Of(["conversations"], "post /1.2/rtm/{kind}/{}/members", "delete /1.2/rtm/{kind}/{}/members", "get /1.2/rtm/{kind}/{}/members"),
        .. Of(["conversations"], "post /1.2/rtm/{kind}/{}/mutes", "delete /1.2/rtm/{kind}/{}/mutes", "get /1.2/rtm/{kind}/{}/mutes"),
        .. Of(["conversations", "chatrooms"], "post /1.2/rtm/{kind}/{}/messages", "get /1.2/rtm/{kind}/{}/messages", "delete /1.2/rtm/{kind}/{}/messages/{}"),
        .. Of(["conversations", "chatrooms", "service-conversations"], "put /1.2/rtm/{kind}/{}/messages/{}", "put /1.2/rtm/{kind}/{}/messages/{}/recall"),
        .. Of(["conversations", "chatrooms"], "post /1.2/rtm/{kind}/{}/temporary-silenceds", "delete /1.2/rtm/{kind}/{}/temporary-silenceds"),
        .. Of(["conversations", "chatrooms"], "post /1.2/rtm/{kind}/{}/permanent-silenceds", "delete /1.2/rtm/{kind}/{}/permanent-silenceds",
            "get /1.2/rtm/{kind}/{}/permanent-silenceds"),
        .. Of(["conversations", "chatrooms", "service-conversations"], "post /1.2/rtm/{kind}/{}/blacklists", "delete /1.2/rtm/{kind}/{}/blacklists",
            "get /1.2/rtm/{kind}/{}/blacklists"),
        .. Of(["conversations", "chatrooms"], "post /1.2/rtm/{kind}/{}/member-infos", "get /1.2/rtm/{kind}/{}/member-infos",
            "put /1.2/rtm/{kind}/{}/member-infos/{}", "delete /1.2/rtm/{kind}/{}/member-infos/{}"),
        "get /1.2/rtm/chatrooms/{}/members",
        "get /1.2/rtm/chatrooms/{}/members/online-count",
        "post /1.2/rtm/service-conversations/{}/subscribers",
        "delete /1.2/rtm/service-conversations/{}/subscribers/{}",
        "get /1.2/rtm/service-conversations/{}/subscribers",
        "get /1.2/rtm/service-conversations/{}/subscribers/count",
        "post /1.2/rtm/service-conversations/{}/broadcasts",
        "post /1.2/rtm/service-conversations/{}/messages",
        "get /1.2/rtm/service-conversations/{}/subscribers/{}/messages",
        "delete /1.2/rtm/service-conversations/{}/subscribers/{}/messages/{}",
    ];

    /// <summary>§10.3.</summary>
    static readonly string[] s_clients =
    [
        "post /1.2/rtm/clients/check-online",
        "get /1.2/rtm/clients/{}/unread-count",
        "post /1.2/rtm/clients/{}/kick",
        "get /1.2/rtm/clients/{}/service-conversations",
        "get /1.2/rtm/clients/{}/messages",
        "post /1.2/rtm/clients/{}/blacklists",
        "delete /1.2/rtm/clients/{}/blacklists",
        "get /1.2/rtm/clients/{}/blacklists",
        "get /1.2/rtm/clients/sign",
        "get /1.2/rtm/stats",
        "get /1.2/rtm/all-conversations",
        "post /1.2/rtm/broadcasts",
        "delete /1.2/rtm/broadcasts/{}",
        "get /1.2/rtm/broadcasts",
        "get /1.2/rtm/messages",
    ];

    /// <summary>§10.4.</summary>
    static readonly string[] s_older =
    [
        "post /1.1/classes/_Conversation",
        "get /1.1/classes/_Conversation",
        "get /1.1/classes/_Conversation/{}",
        "put /1.1/classes/_Conversation/{}",
        "delete /1.1/classes/_Conversation/{}",
        "get /1.1/rtm/messages/history",
        "put /1.1/rtm/messages/logs",
        "delete /1.1/rtm/messages/logs",
        "post /1.1/rtm/messages",
        "post /1.1/rtm/patch/message",
        "post /1.1/rtm/broadcast",
        "get /1.1/rtm/broadcast",
        "delete /1.1/rtm/broadcast",
        "post /1.1/rtm/broadcast/subscriber",
        "get /1.1/rtm/messages/unread/{}",
        "get /1.1/rtm/messages/unread/{}/{}",
        "post /1.1/rtm/conversation/subscription",
        "delete /1.1/rtm/conversation/subscription",
        "get /1.1/rtm/conversation/subscription",
        "get /1.1/rtm/conversation/subscribers/count",
        "get /1.1/rtm/conversation/subscribed",
        "get /1.1/rtm/transient_group/onlines",
        "post /1.1/rtm/sign",
        "get /1.1/rtm/notifications",
        "get /1.1/classes/_ConversationMemberInfo",
    ];

    /// <summary>What is left out, and why.</summary>
    static readonly Dictionary<string, string> s_absent = new()
    {
        ["get /1.2/rtm/clients/sign"] =
            "Signs in the name of users whom the object storage knows; a server for messages knows none. A backend signs with FrameSignatures.SignLogin.",
        ["post /1.1/rtm/sign"] = "The same in the older spelling.",
    };

    [Fact]
    public async Task Every_endpoint_of_the_protocol_is_there_or_left_out_for_a_reason()
    {
        var named = await NamedAsync();
        string[] wanted = [.. s_conversations, .. s_clients, .. s_older];
        Assert.Empty(wanted.Where(operation => !named.Contains(operation)).Except(s_absent.Keys));
    }

    [Fact]
    public async Task Every_operation_says_what_opens_it()
    {
        var document = await GetJsonAsync(await StartAsync(), "/openapi.json");
        var schemes = document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name).ToHashSet();
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Where(member => member.Name != "parameters");
        foreach (var operation in operations)
        {
            var ways = operation.Value.GetProperty("security").EnumerateArray().Select(way => way.EnumerateObject().Select(scheme => scheme.Name).ToList())
                .ToList();
            Assert.NotEmpty(ways);
            Assert.All(ways, way => Assert.Contains("app", way));
            Assert.All(ways, way => Assert.True(way.Contains("appKey") || way.Contains("masterKey")));
            Assert.Empty(ways.SelectMany(way => way).Except(schemes));
        }
    }

    async Task<HashSet<string>> NamedAsync()
    {
        var document = await GetJsonAsync(await StartAsync(), "/openapi.json");
        return [.. document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(member => $"{member.Name} {Nameless(path.Name)}"))];
    }

    static string Nameless(string path) => string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "{}" : part));

    static IEnumerable<string> Of(string[] kinds, params string[] operations) =>
        kinds.SelectMany(kind => operations.Select(operation => operation.Replace("{kind}", kind, StringComparison.Ordinal)));
}
