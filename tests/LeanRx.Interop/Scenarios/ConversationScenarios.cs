using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>Conversations of every kind, and finding them again.</summary>
static class ConversationScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("create a conversation", CreateAsync),
        new("the unique conversation of two is one", UniqueAsync),
        new("chat room: enter, count, talk", ChatRoomAsync),
        new("temporary conversation", TemporaryAsync) { Acting = [Feature.TemporaryConversations], Hearing = [Feature.TemporaryConversations] },
        new("change name and attributes", UpdateAsync),
        new("query with operators", QueryAsync),
        new("mute and unmute", MuteAsync) { Acting = [Feature.Muting] },
        new("who is online", PresenceAsync),
    ];

    static async Task CreateAsync(Stage stage)
    {
        var conversation = await stage.Actor.CreateAsync([stage.Other.ClientId], new() { ["name"] = "猫和老鼠", ["attributes"] = Content.Attributes() });
        await stage.Other.HearAsync("invited", conversation, news => (string?)news["by"] == stage.Actor.ClientId);
        await stage.Other.HearAsync("members-joined", conversation);
        await stage.Actor.HearAsync("members-joined", conversation);
        var seen = await stage.Other.GetAsync(conversation);
        Content.Check(new JsonObject { ["name"] = "猫和老鼠", ["attributes"] = Content.Attributes() }, seen, "conversation");
        if (seen["members"]!.AsArray().Count != 2)
            throw new ScenarioException($"the members are {seen["members"]!.ToJsonString()}");
    }

    static async Task UniqueAsync(Stage stage)
    {
        var first = await stage.Actor.CreateAsync([stage.Other.ClientId], new() { ["unique"] = true });
        var again = await stage.Actor.CreateAsync([stage.Other.ClientId], new() { ["unique"] = true });
        var byOther = await stage.Other.CreateAsync([stage.Actor.ClientId], new() { ["unique"] = true });
        if (first != again || first != byOther)
            throw new ScenarioException($"one conversation was expected; they are {first}, {again}, {byOther}");
    }

    static async Task ChatRoomAsync(Stage stage)
    {
        var room = await stage.Actor.CreateAsync([], new() { ["name"] = "聊天室", ["transient"] = true });
        await stage.Other.JoinAsync(room);
        if (await stage.Other.CountAsync(room) is not 2 and var count)
            throw new ScenarioException($"{count} are in the room, not 2");
        await stage.Other.HearMessageAsync(room, await stage.Actor.SendAsync(room, "大家好"));
        await stage.Actor.HearMessageAsync(room, await stage.Other.SendAsync(room, "你好"));
        await stage.Other.LeaveAsync(room);
    }

    static async Task TemporaryAsync(Stage stage)
    {
        var conversation = await stage.Actor.CreateAsync([stage.Other.ClientId], new() { ["temporary"] = true });
        if (!conversation.StartsWith("_tmp:", StringComparison.Ordinal))
            throw new ScenarioException($"{conversation} is no id of a temporary conversation");
        await stage.Other.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "一会儿就没了"));
        await stage.Actor.HearMessageAsync(conversation, await stage.Other.SendAsync(conversation, "好"));
    }

    static async Task UpdateAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        await stage.Actor.AskAsync("update", PeerCommands.Of(conversation, ("name", "新名字"), ("attributes", new JsonObject { ["level"] = 4 })));
        Content.Check(new JsonObject { ["name"] = "新名字", ["attributes"] = new JsonObject { ["level"] = 4 } }, await stage.Other.GetAsync(conversation),
            "conversation");
    }

    static async Task QueryAsync(Stage stage)
    {
        var prefix = $"({stage.Actor.ClientId}+{stage.Other.ClientId}) ";
        foreach (var (name, level, kind) in ((string, int, string)[])[("a", 1, "cat"), ("b", 2, "mouse"), ("c", 3, "cat")])
            await stage.Actor.CreateAsync([stage.Other.ClientId],
                new() { ["name"] = prefix + name, ["attributes"] = new JsonObject { ["level"] = level, ["kind"] = kind } });

        await FindAsync(["equalTo", "name", prefix + "b"], "b");
        await FindAsync(["greaterThan", "attr.level", 1], "b", "c");
        await FindAsync(["lessThan", "attr.level", 3], "a", "b");
        await FindAsync(["containedIn", "attr.kind", new JsonArray("cat", "dog")], "a", "c");
        await FindAsync(["containsAll", "m", PeerCommands.Strings(stage.Actor.ClientId, stage.Other.ClientId)], "a", "b", "c");

        async Task FindAsync(JsonArray condition, params string[] expected)
        {
            var query = new JsonObject
            {
                ["conditions"] = new JsonArray(new JsonArray("startsWith", "name", prefix), condition.DeepClone()),
                ["sort"] = "name",
                ["limit"] = 10,
            };
            // One column takes one condition in 2.4.0.
            if ((string)condition[1]! == "name")
                query["conditions"]!.AsArray().RemoveAt(0);
            var found = (await stage.Other.AskAsync("query", query))!.AsArray().Select(item => (string)item!["name"]!).ToArray();
            if (!found.SequenceEqual(expected.Select(name => prefix + name)))
                throw new ScenarioException($"{condition.ToJsonString()} found [{string.Join(", ", found)}]");
        }
    }

    static async Task MuteAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        await stage.Actor.AskAsync("mute", PeerCommands.Of(conversation));
        Content.Check(new JsonObject { ["muted"] = true }, await stage.Actor.GetAsync(conversation), "conversation");
        await stage.Actor.AskAsync("unmute", PeerCommands.Of(conversation));
        Content.Check(new JsonObject { ["muted"] = false }, await stage.Actor.GetAsync(conversation), "conversation");
    }

    static async Task PresenceAsync(Stage stage)
    {
        var online = (await stage.Actor.AskAsync("online", new() { ["clients"] = PeerCommands.Strings(stage.Other.ClientId, "nobody") }))!.AsArray();
        if (online.Count != 1 || (string)online[0]! != stage.Other.ClientId)
            throw new ScenarioException($"online are {online.ToJsonString()}");
    }
}
