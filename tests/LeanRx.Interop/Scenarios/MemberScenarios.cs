using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>Who comes and goes, and who is told.</summary>
static class MemberScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("invite", InviteAsync),
        new("kick", KickAsync),
        new("join and leave", JoinAndLeaveAsync),
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

    static Func<JsonObject, bool> Names(Peer peer) => news => news["members"]!.AsArray().Any(id => (string?)id == peer.ClientId);
}
