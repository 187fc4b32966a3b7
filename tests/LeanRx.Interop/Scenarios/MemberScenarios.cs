using System.Text.Json.Nodes;
using LeanRx.Protocol;

namespace LeanRx.Interop;

/// <summary>Who comes and goes, and who is told.</summary>
static class MemberScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("invite", InviteAsync),
        new("kick", KickAsync),
        new("join and leave", JoinAndLeaveAsync),
        new("invite several, one of whom is blocked", PartialAsync) { Acting = [Feature.PartialSuccess, Feature.Moderation] },
        new("make a member a manager and a member again", RoleAsync) { Acting = [Feature.Roles], Hearing = [Feature.Roles] },
        new("silence a member", SilenceAsync) { Acting = [Feature.Moderation], Hearing = [Feature.Moderation] },
        new("block a member", BlockAsync) { Acting = [Feature.Moderation], Hearing = [Feature.Moderation] },
    ];

    static async Task InviteAsync(Stage stage)
    {
        var conversation = await stage.Actor.CreateAsync([]);
        await stage.Actor.AddAsync(conversation, stage.Other.ClientId);
        await stage.Other.HearAsync("invited", conversation, news => (string?)news["by"] == stage.Actor.ClientId);
        await stage.Actor.HearAsync("members-joined", conversation, Names(stage.Other));
        await stage.Other.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "欢迎"));
    }

    static async Task KickAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        await stage.Actor.RemoveAsync(conversation, stage.Other.ClientId);
        await stage.Other.HearAsync("kicked", conversation, news => (string?)news["by"] == stage.Actor.ClientId);
        await stage.Actor.HearAsync("members-left", conversation, Names(stage.Other));
    }

    static async Task JoinAndLeaveAsync(Stage stage)
    {
        var conversation = await stage.Other.CreateAsync([]);
        await stage.Actor.JoinAsync(conversation);
        await stage.Other.HearAsync("members-joined", conversation, Names(stage.Actor));
        await stage.Other.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "我来了"));
        await stage.Actor.LeaveAsync(conversation);
        await stage.Other.HearAsync("members-left", conversation, Names(stage.Actor));
    }

    static async Task PartialAsync(Stage stage)
    {
        var conversation = await stage.Actor.CreateAsync([]);
        await stage.Actor.AskAsync("block", PeerCommands.Of(conversation, ("members", PeerCommands.Strings("nobody's friend"))));
        var result = (await stage.Actor.AskAsync("add",
            PeerCommands.Of(conversation, ("members", PeerCommands.Strings("nobody's friend", stage.Other.ClientId)))))!;
        Content.Check(PeerCommands.Strings(stage.Other.ClientId), result["allowed"], "allowed");
        Content.Check(ErrorCodes.BlockedByConv, result["failed"]![0]!["code"], "code");
        Content.Check(PeerCommands.Strings("nobody's friend"), result["failed"]![0]!["members"], "failed");
        await stage.Other.HearAsync("invited", conversation);
    }

    static async Task RoleAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        foreach (var role in (string[])["Manager", "Member"])
        {
            await stage.Actor.AskAsync("role", PeerCommands.Of(conversation, ("member", stage.Other.ClientId), ("role", role)));
            var news = await stage.Other.HearAsync("role", conversation, news => (string?)news["role"] == role);
            Content.Check(new JsonObject { ["by"] = stage.Actor.ClientId, ["member"] = stage.Other.ClientId }, news, "news");
        }
    }

    static async Task SilenceAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        await stage.Actor.AskAsync("silence", Of(conversation, stage.Other));
        await stage.Other.HearAsync("silenced", conversation, news => (string?)news["by"] == stage.Actor.ClientId);
        await stage.Actor.HearAsync("members-silenced", conversation, Names(stage.Other));
        Content.Check(PeerCommands.Strings(stage.Other.ClientId), await stage.Actor.AskAsync("silenced", PeerCommands.Of(conversation)), "silenced");
        await Refusal.OfAsync(() => stage.Other.SendAsync(conversation, "听得到吗"), "a silenced member could send");
        await stage.Actor.AskAsync("unsilence", Of(conversation, stage.Other));
        await stage.Other.HearAsync("unsilenced", conversation);
        await stage.Actor.HearAsync("members-unsilenced", conversation, Names(stage.Other));
        await stage.Actor.HearMessageAsync(conversation, await stage.Other.SendAsync(conversation, "又能说话了"));
    }

    static async Task BlockAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        await stage.Actor.AskAsync("block", Of(conversation, stage.Other));
        await stage.Other.HearAsync("blocked", conversation, news => (string?)news["by"] == stage.Actor.ClientId);
        await stage.Other.HearAsync("kicked", conversation);
        await stage.Actor.HearAsync("members-blocked", conversation, Names(stage.Other));
        Content.Check(PeerCommands.Strings(stage.Other.ClientId), await stage.Actor.AskAsync("blocked", PeerCommands.Of(conversation)), "blocked");
        await Refusal.OfAsync(() => stage.Other.JoinAsync(conversation), "a blocked client could join");
        await stage.Actor.AskAsync("unblock", Of(conversation, stage.Other));
        await stage.Other.HearAsync("unblocked", conversation);
        await stage.Actor.HearAsync("members-unblocked", conversation, Names(stage.Other));
        await stage.Other.JoinAsync(conversation);
        await stage.Actor.HearMessageAsync(conversation, await stage.Other.SendAsync(conversation, "我又进来了"));
    }

    static JsonObject Of(string conversation, Peer member) => PeerCommands.Of(conversation, ("members", PeerCommands.Strings(member.ClientId)));

    static Func<JsonObject, bool> Names(Peer peer) => news => news["members"]!.AsArray().Any(id => (string?)id == peer.ClientId);
}
