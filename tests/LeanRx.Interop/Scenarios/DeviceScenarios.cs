using System.Reactive.Linq;
using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>Several devices of one person, several people on one device, and devices that are lost.</summary>
static class DeviceScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("one's other device hears what one sends", SyncAsync),
        new("the second login with the same tag ends the first", SingleDeviceAsync) { Acting = [Feature.Tags], Hearing = [Feature.Tags] },
        new("a will is sent when its sender is lost", WillAsync) { Acting = [Feature.Wills] },
        new("two clients on one socket", OneSocketAsync) { Acting = [Feature.SharedSockets] },
        new("name and members changed while away, seen at the next login", ChangedAsync),
        new("members and names changed while the line was down, told afterwards", MissedEventsAsync) { Hearing = [Feature.MissedEvents] },
        new("missed in one process, counted in the next", NextProcessAsync) { Hearing = [Feature.UnreadCounts] },
        new("missed in one process, pushed in the next", NextProcessPushedAsync) { Hearing = [Feature.OfflineMessages] },
    ];

    static async Task SyncAsync(Stage stage)
    {
        var device = await stage.EngageAsync(stage.Other.Sdk, stage.Actor.ClientId, Place.Elsewhere);
        await device.OpenAsync();
        var conversation = await stage.Actor.CreateAsync(["somebody else"]);
        var heard = await device.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "我在另一台上说的"));
        Content.Check(stage.Actor.ClientId, heard["from"], "from");
        await stage.Actor.HearMessageAsync(conversation, await device.SendAsync(conversation, "我在这一台上也说"));
    }

    static async Task SingleDeviceAsync(Stage stage)
    {
        var first = await stage.EngageAsync(stage.Other.Sdk);
        var second = await stage.EngageAsync(stage.Actor.Sdk, first.ClientId, Place.Elsewhere);
        await first.OpenAsync("phone");
        await second.OpenAsync("phone");
        await first.HearAsync("conflict", null);

        var conversation = await stage.Actor.CreateAsync([second.ClientId]);
        var sent = await stage.Actor.SendAsync(conversation, "只有一台");
        await second.HearMessageAsync(conversation, sent);
        if (first.Heard("message", conversation).Count > 0)
            throw new ScenarioException($"{first} heard a message after its session had ended");
    }

    static async Task WillAsync(Stage stage)
    {
        var lost = await stage.EngageAsync(stage.Actor.Sdk, place: Place.Alone);
        await lost.OpenAsync();
        var conversation = await lost.CreateAsync([stage.Other.ClientId]);
        var will = await lost.SendAsync(conversation, Content.Text("我掉线了"), ("will", true));
        var said = await lost.SendAsync(conversation, "我还在");
        await stage.Other.HearMessageAsync(conversation, said);
        if (stage.Other.Heard("message", conversation).Count != 1)
            throw new ScenarioException("the will was sent before its sender was lost");

        await lost.VanishAsync();
        var heard = await stage.Other.HearMessageAsync(conversation, will);
        Content.Check(lost.ClientId, heard["from"], "from");
        Content.Check("我掉线了", heard["content"]!["text"], "text");
    }

    static async Task OneSocketAsync(Stage stage)
    {
        var one = await stage.EngageAsync(stage.Actor.Sdk, place: Place.Alone);
        await one.OpenAsync();
        var two = one.Beside(one.ClientId + "-too");
        await two.OpenAsync();
        var conversation = await stage.Other.CreateAsync([one.ClientId, two.ClientId]);
        var sent = await stage.Other.SendAsync(conversation, "你们俩好");
        await one.HearMessageAsync(conversation, sent);
        await two.HearMessageAsync(conversation, sent);
        foreach (var (speaker, neighbour) in ((Peer, Peer)[])[(one, two), (two, one)])
        {
            var answer = await speaker.SendAsync(conversation, "你好");
            await neighbour.HearMessageAsync(conversation, answer);
            Content.Check(speaker.ClientId, (await stage.Other.HearMessageAsync(conversation, answer))["from"], "from");
        }
        Content.Check(1, await one.AskAsync("sockets"), "sockets");
    }

    static async Task ChangedAsync(Stage stage)
    {
        var away = await stage.EngageAsync(stage.Other.Sdk);
        await away.OpenAsync();
        var conversation = await stage.Actor.CreateAsync([away.ClientId, "leaver"], new() { ["name"] = "旧名字" });
        await away.HearAsync("invited", conversation);
        Content.Check("旧名字", (await away.GetAsync(conversation))["name"], "name");
        await away.CloseAsync();

        await stage.Actor.AskAsync("update", PeerCommands.Of(conversation, ("name", "新名字"), ("attributes", new JsonObject { ["level"] = 4 })));
        await stage.Actor.AddAsync(conversation, "newcomer");
        await stage.Actor.RemoveAsync(conversation, "leaver");

        await away.OpenAsync();
        var seen = await away.GetAsync(conversation);
        Content.Check(new JsonObject { ["name"] = "新名字", ["attributes"] = new JsonObject { ["level"] = 4 } }, seen, "conversation");
        var members = seen["members"]!.AsArray().Select(member => (string)member!).Order(StringComparer.Ordinal);
        if (!members.SequenceEqual(((string[])[stage.Actor.ClientId, away.ClientId, "newcomer"]).Order(StringComparer.Ordinal)))
            throw new ScenarioException($"the members are {seen["members"]!.ToJsonString()}");
    }

    static async Task MissedEventsAsync(Stage stage)
    {
        var away = await stage.EngageAsync(stage.Other.Sdk, place: Place.Alone);
        await away.OpenAsync();
        var conversation = await stage.Actor.CreateAsync([away.ClientId, "leaver"], new() { ["name"] = "旧名字" });
        await away.HearAsync("invited", conversation);
        await away.EnterAsync(conversation);

        await away.AskAsync("pause");
        await Observable.Interval(TimeSpan.FromMilliseconds(50))
            .SelectMany(_ => stage.Actor.AskAsync("online", new() { ["clients"] = PeerCommands.Strings(away.ClientId) }))
            .FirstAsync(online => online!.AsArray().Count == 0)
            .Timeout(TimeSpan.FromSeconds(30));
        await stage.Actor.AddAsync(conversation, "newcomer");
        await stage.Actor.RemoveAsync(conversation, "leaver");
        await stage.Actor.AskAsync("update", PeerCommands.Of(conversation, ("name", "新名字")));

        await away.AskAsync("resume");
        await away.HearAsync("members-joined", conversation, Names("newcomer"));
        await away.HearAsync("members-left", conversation, Names("leaver"));
        await away.HearAsync("updated", conversation, news => (string?)news["by"] == stage.Actor.ClientId);

        static Func<JsonObject, bool> Names(string clientId) => news => news["members"]!.AsArray().Any(member => (string?)member == clientId);
    }

    static async Task NextProcessAsync(Stage stage)
    {
        var (conversation, before, _) = await MissAsync(stage, async (away, conversation) => await away.AskAsync("read", PeerCommands.Of(conversation)));
        var after = await stage.EngageAsync(stage.Other.Sdk, before.ClientId, Place.Elsewhere);
        await after.OpenAsync();
        await after.HearAsync("unread", conversation, news => (int)news["count"]! == 2);
        await after.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "你回来了"));
    }

    static async Task NextProcessPushedAsync(Stage stage)
    {
        var (conversation, before, missed) = await MissAsync(stage, (_, _) => Task.CompletedTask);
        var after = await stage.EngageAsync(stage.Other.Sdk, before.ClientId, Place.Elsewhere);
        await after.OpenAsync();
        foreach (var sent in missed)
            await after.HearMessageAsync(conversation, sent);
        await after.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "你回来了"));
        if (after.Heard("message", conversation).Count != 3)
            throw new ScenarioException("what was heard before was pushed again");
    }

    // Hears one message, logs out and misses two.
    static async Task<(string Conversation, Peer Away, Sent[] Missed)> MissAsync(Stage stage, Func<Peer, string, Task> readAsync)
    {
        var away = await stage.EngageAsync(stage.Other.Sdk);
        await away.OpenAsync();
        var conversation = await stage.Actor.CreateAsync([away.ClientId]);
        await away.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "还在吗", receipt: true));
        await stage.Actor.HearAsync("delivered", conversation);
        await readAsync(away, conversation);
        await away.CloseAsync();
        return (conversation, away, [await stage.Actor.SendAsync(conversation, "一"), await stage.Actor.SendAsync(conversation, "二")]);
    }
}
