using System.Reactive.Linq;
using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>Between clients whose backend signs what they do, on a server that refuses what is not signed and whose session tokens last a second.</summary>
static class StrictScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("logging in without a signature is refused", UnsignedAsync),
        new("create, kick, invite, join and leave with signatures", MembersAsync),
        new("block with a signature", BlockAsync) { Acting = [Feature.Moderation], Hearing = [Feature.Moderation] },
        new("refresh the session token, and read roles over REST with it", RefreshAsync) { Acting = [Feature.SessionRefresh] },
    ];

    static async Task UnsignedAsync(Stage stage)
    {
        var unsigned = await stage.EngageAsync(stage.Actor.Sdk);
        unsigned.MasterKey = null;
        await Refusal.OfAsync(() => unsigned.OpenAsync(), "a login without a signature was taken");
    }

    static async Task MembersAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        await stage.Actor.RemoveAsync(conversation, stage.Other.ClientId);
        await stage.Other.HearAsync("kicked", conversation);
        var mark = stage.Other.Mark;
        await stage.Actor.AddAsync(conversation, stage.Other.ClientId);
        await stage.Other.HearAsync("invited", conversation, from: mark);
        await stage.Other.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "欢迎回来"));
        await stage.Other.LeaveAsync(conversation);
        await stage.Actor.HearAsync("members-left", conversation, news => (string?)news["by"] == stage.Other.ClientId);
        await stage.Other.JoinAsync(conversation);
        await stage.Actor.HearMessageAsync(conversation, await stage.Other.SendAsync(conversation, "我又来了"));
    }

    static async Task BlockAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        var members = PeerCommands.Of(conversation, ("members", PeerCommands.Strings(stage.Other.ClientId)));
        await stage.Actor.AskAsync("block", members);
        await stage.Other.HearAsync("blocked", conversation);
        await stage.Actor.AskAsync("unblock", members);
        await stage.Other.HearAsync("unblocked", conversation);
    }

    static async Task RefreshAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        var first = (string?)await stage.Actor.AskAsync("token", PeerCommands.Of(conversation));
        await Observable.Interval(TimeSpan.FromMilliseconds(200))
            .SelectMany(_ => stage.Actor.AskAsync("token", PeerCommands.Of(conversation)))
            .FirstAsync(token => (string?)token != first)
            .Timeout(TimeSpan.FromSeconds(30));
        var roles = (await stage.Actor.AskAsync("roles", PeerCommands.Of(conversation)))!.AsArray();
        Content.Check("Owner", roles.Single(info => (string?)info!["member"] == stage.Actor.ClientId)!["role"], "role");
        Content.Check("Member", roles.Single(info => (string?)info!["member"] == stage.Other.ClientId)!["role"], "role");
    }
}
