using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>What a conversation may hold can be sent, and what it may not is refused; neither costs the connection.</summary>
[Trait("Speed", "slow")]
public class AgreeingBoundsTests : RestTest
{
    public static TheoryData<string, string, int?> Names
    {
        get
        {
            var most = ServerLimits.Default.MaxConversationLength;
            var data = new TheoryData<string, string, int?>();
            foreach (var dialect in new[] { "json", "protobuf" })
            {
                data.Add(dialect, new string('n', 70_000), null);
                data.Add(dialect, new string('名', 30_000), null);
                data.Add(dialect, new string('n', most - 1_000), null);
                data.Add(dialect, new string('名', most - 1_000), null);
                data.Add(dialect, new string('n', most + 1), ErrorCodes.ConversationUpdateFailed);
                data.Add(dialect, new string('名', most + 1), ErrorCodes.ConversationUpdateFailed);
                data.Add(dialect, new string('n', 1_048_550),
                    ErrorCodes.FrameTooLong); // The largest that the client sends: what is around it makes it too large.
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public async Task A_long_name_is_taken_or_refused_and_the_connection_lives_on(string dialect, string name, int? refusal)
    {
        var server = await StartAsync();
        await using var tom =
            new LeanClient(new LeanClientOptions(server.Url, "tom")
            {
                RequireTls = false,
                WireFormat = dialect == "json" ? WireFormat.Json : WireFormat.Protobuf,
            });
        var lost = 0;
        using var follow = tom.StateChanges.Subscribe(state => lost += state is ConnectionState.Reconnecting ? 1 : 0);
        await tom.OpenAsync(Patience);
        var chat = await tom.CreateConversationAsync(["jerry"], cancellationToken: Patience);

        var update = chat.UpdateAsync(new() { Name = name }, Patience);
        if (refusal is { } code)
            Assert.Equal(code, (await Assert.ThrowsAsync<ServerRejectedException>(() => update)).Code);
        else
            await update;

        Assert.Equal(refusal is null ? name : null, (await tom.GetConversationAsync(chat.Id, Patience))!.Name);
        await chat.SendAsync("still here", cancellationToken: Patience);
        Assert.Equal(0, lost);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("protobuf")]
    public async Task What_nests_as_deep_as_it_may_is_sent_kept_and_read(string dialect)
    {
        var server = await StartAsync();
        await using var tom = await OpenAsync(server, "tom", dialect);
        await using var jerry = await OpenAsync(server, "jerry", dialect);
        var chat = await tom.CreateConversationAsync(["jerry"], new() { Attributes = (JsonObject)Nested(48) }, Patience);
        await chat.UpdateAsync(new() { Attributes = new() { ["k"] = Nested(47) } }, Patience);
        Assert.Equal(48, DepthOf((await jerry.GetConversationAsync(chat.Id, Patience))!.Attributes["k"]) + 1);
        await Assert.ThrowsAsync<ArgumentException>(() => chat.UpdateAsync(new() { Attributes = new() { ["k"] = Nested(48) } }, Patience));
        await Assert.ThrowsAsync<ArgumentException>(() => tom.CreateConversationAsync(["jerry"], new() { Attributes = (JsonObject)Nested(49) }, Patience));

        await chat.SendAsync(new TextMessage("deep") { Attributes = (JsonObject)Nested(59) }, cancellationToken: Patience);
        await foreach (var message in (await jerry.GetConversationAsync(chat.Id, Patience))!.GetHistoryAsync(cancellationToken: Patience))
            Assert.Equal(59, DepthOf(JsonSerializer.SerializeToElement(Assert.IsType<TextMessage>(message).Attributes)));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            chat.SendAsync(new TextMessage("deeper") { Attributes = (JsonObject)Nested(60) }, cancellationToken: Patience));
    }

    [Fact]
    public async Task An_operator_can_set_what_a_client_can_and_no_more()
    {
        var server = await StartAsync();
        await using var tom = await OpenAsync(server, "tom", "json");
        var chat = await tom.CreateConversationAsync(["jerry"], cancellationToken: Patience);
        var path = $"/1.2/rtm/conversations/{chat.Id}";
        await AskAsync(server, "PUT", path, $$"""{"attr":{{Nested(48).ToJsonString()}}}""");
        Assert.Equal((HttpStatusCode.BadRequest, ErrorCodes.ConversationUpdateFailed),
            await RefusalAsync(server, "PUT", path, $$"""{"attr":{{Nested(49).ToJsonString()}}}"""));
        var most = ServerLimits.Default.MaxConversationLength;
        await AskAsync(server, "PUT", path, $$"""{"attr":{},"name":"{{new string('名', most - 1_000)}}"}""");
        Assert.Equal((HttpStatusCode.BadRequest, ErrorCodes.ConversationUpdateFailed),
            await RefusalAsync(server, "PUT", path, $$"""{"name":"{{new string('名', most + 1)}}"}"""));
        Assert.Equal(most - 1_000, (await tom.GetConversationAsync(chat.Id, Patience))!.Name!.Length);
    }

    async Task<LeanClient> OpenAsync(LeanServer server, string clientId, string dialect)
    {
        var client = new LeanClient(new LeanClientOptions(server.Url, clientId)
        {
            RequireTls = false,
            WireFormat = dialect == "json" ? WireFormat.Json
            : WireFormat.Protobuf
        });
        await client.OpenAsync(Patience);
        return client;
    }

    static JsonNode Nested(int depth) =>
        JsonNode.Parse(string.Concat(Enumerable.Repeat("{\"k\":", depth - 1)) + "{}" + new string('}', depth - 1), null,
        new JsonDocumentOptions { MaxDepth = 100 })!;

    static int DepthOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? 1 + element.EnumerateObject().Select(member => DepthOf(member.Value)).DefaultIfEmpty(0).Max() : 0;
}
