using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>What becomes of messages after they were sent.</summary>
static class ReadingScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("receipt of delivery", DeliveredAsync),
        new("receipt of reading", ReadAsync) { Acting = [Feature.ReadReceipts], Hearing = [Feature.UnreadCounts] },
        new("history in pages", HistoryAsync),
        new("history by type, both ways, with and without its ends", RangesAsync) { Acting = [Feature.HistoryRanges] },
        new("messages missed while away: unread counts", UnreadAsync) { Hearing = [Feature.UnreadCounts] },
        new("unread counts say whether one was mentioned", MentionedAsync) { Acting = [Feature.Mentions], Hearing = [Feature.UnreadCounts, Feature.Mentions] },
        new("messages missed while away: pushed at login", OfflineAsync) { Hearing = [Feature.OfflineMessages] },
        new("modify a message", ModifyAsync) { Acting = [Feature.Patches], Hearing = [Feature.Patches] },
        new("recall a message", RecallAsync) { Acting = [Feature.Patches], Hearing = [Feature.Patches] },
    ];

    static async Task DeliveredAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        await stage.Other.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "收到请回答", receipt: true));
        await stage.Actor.HearAsync("delivered", conversation);
    }

    static async Task ReadAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        await stage.Other.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "看了吗", receipt: true));
        await stage.Other.AskAsync("read", PeerCommands.Of(conversation));
        await stage.Actor.HearAsync("read", conversation);
    }

    static async Task HistoryAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        for (var number = 1; number <= 5; number++)
            await stage.Actor.SendAsync(conversation, $"{number}");

        var last = await PageAsync(null, "4", "5");
        var middle = await PageAsync(last[0], "2", "3");
        await PageAsync(middle[0], "1");

        async Task<IReadOnlyList<JsonObject>> PageAsync(JsonObject? before, params string[] expected)
        {
            var page = await stage.Other.HistoryAsync(conversation, 2, before);
            var texts = page.Select(item => (string)item["content"]!["text"]!).ToArray();
            return texts.SequenceEqual(expected) ? page
                : throw new ScenarioException($"the page holds [{string.Join(", ", texts)}], not [{string.Join(", ", expected)}]");
        }
    }

    static async Task RangesAsync(Stage stage)
    {
        var conversation = await stage.Other.CreateAsync([stage.Actor.ClientId]);
        for (var number = 1; number <= 5; number++)
            await stage.Other.SendAsync(conversation,
                new JsonObject { ["type"] = number % 2 == 0 ? Content.CustomType : Content.TextType, ["text"] = $"{number}" });
        var all = await stage.Actor.HistoryAsync(conversation, 10);

        await ReadAsync("24", ("type", Content.CustomType));
        await ReadAsync("135", ("type", Content.TextType));
        await ReadAsync("234", ("start", At(5)), ("end", At(1)));
        await ReadAsync("2345", ("start", At(5, closed: true)), ("end", At(1)));
        await ReadAsync("1234", ("start", At(5)), ("end", At(1, closed: true)));
        await ReadAsync("234", ("start", At(1)), ("end", At(5)), ("newer", true));
        await ReadAsync("1234", ("start", At(1, closed: true)), ("end", At(5)), ("newer", true));
        await ReadAsync("2345", ("start", At(1)), ("end", At(5, closed: true)), ("newer", true));
        await ReadAsync("2345", ("start", At(1)), ("newer", true));

        JsonObject At(int number, bool closed = false) => PeerCommands.At(all[number - 1], closed);

        async Task ReadAsync(string expected, params (string Name, JsonNode? Value)[] options)
        {
            var texts = string.Concat((await stage.Actor.HistoryAsync(conversation, 10, options)).Select(item => (string)item["content"]!["text"]!));
            if (texts != expected)
                throw new ScenarioException($"{string.Join(", ", options.Select(option => $"{option.Name} {option.Value?.ToJsonString()}"))} gives {texts}, " +
                    $"not {expected}");
        }
    }

    static async Task MentionedAsync(Stage stage)
    {
        var away = await stage.EngageAsync(stage.Other.Sdk);
        var named = await stage.Actor.CreateAsync([away.ClientId]);
        await stage.Actor.SendAsync(named, Content.Text("在吗"), ("mentions", PeerCommands.Strings(away.ClientId)));
        await stage.Actor.SendAsync(named, "好吧");
        var unnamed = await stage.Actor.CreateAsync([away.ClientId]);
        await stage.Actor.SendAsync(unnamed, "在吗");

        await away.OpenAsync();
        await away.HearAsync("unread", named, news => (int)news["count"]! == 2 && (bool)news["mentioned"]!);
        await away.HearAsync("unread", unnamed, news => (int)news["count"]! == 1 && !(bool)news["mentioned"]!);
    }

    static async Task UnreadAsync(Stage stage)
    {
        var away = await stage.EngageAsync(stage.Other.Sdk);
        var conversation = await stage.Actor.CreateAsync([away.ClientId]);
        for (var number = 1; number <= 3; number++)
            await stage.Actor.SendAsync(conversation, $"{number}");

        await away.OpenAsync();
        await away.HearAsync("unread", conversation, news => (int)news["count"]! == 3);
        await away.AskAsync("read", PeerCommands.Of(conversation));
        var history = await away.HistoryAsync(conversation, 10);
        if (history.Count != 3)
            throw new ScenarioException($"history holds {history.Count} messages, not 3");
    }

    static async Task OfflineAsync(Stage stage)
    {
        var away = await stage.EngageAsync(stage.Other.Sdk);
        var conversation = await stage.Actor.CreateAsync([away.ClientId]);
        var sent = new List<Sent>();
        for (var number = 1; number <= 3; number++)
            sent.Add(await stage.Actor.SendAsync(conversation, $"{number}"));

        await away.OpenAsync();
        foreach (var message in sent)
            await away.HearMessageAsync(conversation, message);
    }

    static async Task ModifyAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        var sent = await stage.Actor.SendAsync(conversation, "写错了");
        await stage.Other.HearMessageAsync(conversation, sent);
        await stage.Actor.AskAsync("modify", PeerCommands.Of(conversation, ("id", sent.Id), ("at", sent.At), ("content", Content.Text("改好了"))));
        var news = await stage.Other.HearAsync("modified", conversation, news => (string?)news["id"] == sent.Id);
        Content.Check("改好了", news["content"]!["text"], "text");
        Content.Check("改好了", (await stage.Other.HistoryAsync(conversation, 1))[0]["content"]!["text"], "text in history");
    }

    static async Task RecallAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        var sent = await stage.Actor.SendAsync(conversation, "不该说的");
        await stage.Other.HearMessageAsync(conversation, sent);
        await stage.Actor.AskAsync("recall", PeerCommands.Of(conversation, ("id", sent.Id), ("at", sent.At)));
        await stage.Other.HearAsync("recalled", conversation, news => (string?)news["id"] == sent.Id);
    }
}
