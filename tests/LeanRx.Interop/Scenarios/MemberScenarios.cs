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

    static async Task SilenceAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        await stage.Actor.AskAsync("silence", Of(conversation, stage.Other));
        await stage.Other.HearAsync("silenced", conversation, news => (string?)news["by"] == stage.Actor.ClientId);
        Content.Check(PeerCommands.Strings(stage.Other.ClientId), await stage.Actor.AskAsync("silenced", PeerCommands.Of(conversation)), "silenced");
        await RefusedAsync(() => stage.Other.SendAsync(conversation, "听得到吗"), "a silenced member could send");
        await stage.Actor.AskAsync("unsilence", Of(conversation, stage.Other));
        await stage.Other.HearAsync("unsilenced", conversation);
        await stage.Actor.HearMessageAsync(conversation, await stage.Other.SendAsync(conversation, "又能说话了"));
    }

    static async Task BlockAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        await stage.Actor.AskAsync("block", Of(conversation, stage.Other));
        await stage.Other.HearAsync("blocked", conversation, news => (string?)news["by"] == stage.Actor.ClientId);
        await stage.Other.HearAsync("kicked", conversation);
        Content.Check(PeerCommands.Strings(stage.Other.ClientId), await stage.Actor.AskAsync("blocked", PeerCommands.Of(conversation)), "blocked");
        await RefusedAsync(() => stage.Other.JoinAsync(conversation), "a blocked client could join");
        await stage.Actor.AskAsync("unblock", Of(conversation, stage.Other));
        await stage.Other.JoinAsync(conversation);
        await stage.Actor.HearMessageAsync(conversation, await stage.Other.SendAsync(conversation, "我又进来了"));
    }

    static JsonObject Of(string conversation, Peer member) => PeerCommands.Of(conversation, ("members", PeerCommands.Strings(member.ClientId)));

    static async Task RefusedAsync(Func<Task> attempt, string otherwise)
    {
        var wasRefused = false;
        try
        {
            await attempt();
        }
        catch (Exception exception) when (exception is ServerRejectedException or ScenarioException { InnerException: null })
        {
            wasRefused = true;
        }

        if (!wasRefused)
            throw new ScenarioException(otherwise);
    }

    static Func<JsonObject, bool> Names(Peer peer) => news => news["members"]!.AsArray().Any(id => (string?)id == peer.ClientId);
}
