using System.Text.Json.Nodes;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Interop.Tests;

/// <summary>What an operator tells everybody reaches every SDK.</summary>
public sealed class BroadcastTests
{
    [Fact]
    public async Task A_broadcast_is_heard_by_those_who_are_online_and_by_those_who_come_later()
    {
        Assert.SkipUnless(NodeModules.Lack is null, NodeModules.Lack ?? "");

        await using var theatre = await Theatre.OpenAsync(Sdk.All);
        var present = await Task.WhenAll(Sdk.All.Select(sdk => theatre.EngageAsync(sdk)));
        await Task.WhenAll(present.Select(peer => peer.OpenAsync()));
        var operators = theatre.NextApplication();
        var service = (await operators
            .Conversations.CreateAsync(new NewConversation { Kind = ConversationKind.Service }, TestContext.Current.CancellationToken)).Id;
        var body = new JsonObject { ["_lctype"] = Content.TextType, ["_lctext"] = "台风" }.ToJsonString();

        await operators.Messages.BroadcastAsync(service, new SystemMessage("weather", body), TestContext.Current.CancellationToken);

        foreach (var peer in present)
            Assert.Equal("weather", (string?)(await peer.HearTextAsync(service, "台风"))["from"]);

        var late = await Task.WhenAll(Sdk.All.Select(sdk => theatre.EngageAsync(sdk)));
        await Task.WhenAll(late.Select(peer => peer.OpenAsync()));
        foreach (var peer in late)
            await (peer.Sdk.Offers(Feature.UnreadCounts) ? peer.HearAsync("unread", service, news => (int)news["count"]! == 1)
                : peer.HearTextAsync(service, "台风"));
    }
}
