using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>Every kind of message.</summary>
static class MessageScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Sending("send text", () => Content.Text("耗子，起床！🐭")),
        Sending("send text with attributes", () => new JsonObject { ["type"] = Content.TextType, ["text"] = "起床", ["attributes"] = Content.Attributes() }),
        Sending("send an image", () =>
            Content.Media(Content.ImageType, "tom.png", new() { ["width"] = 640, ["height"] = 480, ["size"] = 18000, ["format"] = "png" })),
        Sending("send audio", () => Content.Media(Content.AudioType, "tom.mp3", new() { ["duration"] = 26.5, ["size"] = 2738, ["format"] = "mp3" })),
        Sending("send video", () => Content.Media(Content.VideoType, "tom.mp4", new() { ["duration"] = 168, ["size"] = 18689, ["format"] = "mp4" })),
        Sending("send a file", () =>
            Content.Media(Content.FileType, "tom.pdf", new() { ["size"] = 4096, ["format"] = "pdf" })) with { Acting = [Feature.SendsFiles] },
        new("upload a file and send it", UploadAsync) { Acting = [Feature.Uploads] },
        Sending("send an image by its address alone", () => Content.Address(Content.ImageType, "jerry.png")) with
        {
            Acting = [Feature.SendsAddresses],
            Hearing = [Feature.ShowsAddresses],
        },
        Sending("send a location", () => new JsonObject
        {
            ["type"] = Content.LocationType,
            ["text"] = "在这里",
            ["attributes"] = Content.Attributes(),
            ["location"] = new JsonObject { ["latitude"] = 31.25, ["longitude"] = 121.5 },
        }),
        Sending("send a type of one's own", () => new JsonObject { ["type"] = Content.CustomType, ["text"] = "自己的", ["attributes"] = Content.Attributes() }),
        Sending("send a bare string", () => new JsonObject { ["string"] = "没有类型" }),
        Sending("send bytes", () => new JsonObject { ["bytes"] = new JsonArray(0, 1, 127, 128, 255) }) with { Acting = [Feature.Bytes],
            Hearing = [Feature.Bytes] },
        new("mention somebody", MentionAsync) { Acting = [Feature.Mentions], Hearing = [Feature.Mentions] },
        new("mention everybody", MentionAllAsync) { Acting = [Feature.Mentions], Hearing = [Feature.Mentions] },
        new("chat room: high, normal and low priority", PriorityAsync) { Acting = [Feature.Priorities] },
        new("send to those alone who are online", TransientAsync),
    ];

    static Scenario Sending(string title, Func<JsonObject> content) => new(title, async stage =>
    {
        var conversation = await stage.MeetAsync();
        var heard = await stage.Other.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, content()));
        Content.Check(stage.Actor.ClientId, heard["from"], "from");
        Content.Check(Shown(stage.Other.Sdk, content()), heard["content"], "content");
    });

    static async Task UploadAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        byte[] bytes = [.. Enumerable.Range(0, 5000).Select(index => (byte)(index * 7))];
        var file = (await stage.Actor.AskAsync("upload", new() { ["name"] = "tom.bin", ["base64"] = Convert.ToBase64String(bytes) }))!;
        var content = new JsonObject
        {
            ["type"] = Content.ImageType,
            ["text"] = "看这里",
            ["url"] = (string?)file["url"],
            ["objectId"] = (string?)file["objectId"],
            ["metadata"] = new JsonObject { ["name"] = "tom.bin" },
        };
        var heard = await stage.Other.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, content));
        content.Remove("metadata");
        Content.Check(Shown(stage.Other.Sdk, content), heard["content"], "content");
        if (!(await stage.Theatre.DownloadAsync(new Uri((string)heard["content"]!["url"]!))).AsSpan().SequenceEqual(bytes))
            throw new ScenarioException("the file does not hold what was uploaded");
    }

    static async Task MentionAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        var heard = await stage.Other.HearMessageAsync(conversation,
            await stage.Actor.SendAsync(conversation, Content.Text("在吗"), ("mentions", PeerCommands.Strings(stage.Other.ClientId))));
        Content.Check(PeerCommands.Strings(stage.Other.ClientId), heard["mentions"], "mentions");
    }

    static async Task MentionAllAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        var heard = await stage.Other.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, Content.Text("都来"), ("mentionAll", true)));
        Content.Check(true, heard["everyone"], "everyone");
    }

    static async Task PriorityAsync(Stage stage)
    {
        var room = await stage.Actor.CreateAsync([], new() { ["name"] = "聊天室", ["transient"] = true });
        await stage.Other.JoinAsync(room);
        foreach (var priority in (int[])[1, 2, 3])
            await stage.Other.HearMessageAsync(room, await stage.Actor.SendAsync(room, Content.Text($"{priority}"), ("priority", priority)));
        await stage.Other.LeaveAsync(room);
    }

    static async Task TransientAsync(Stage stage)
    {
        var conversation = await stage.MeetAsync();
        await stage.Actor.SendTransientAsync(conversation, "正在输入…");
        await stage.Other.HearTextAsync(conversation, "正在输入…");
        await stage.Other.HearMessageAsync(conversation, await stage.Actor.SendAsync(conversation, "写完了"));
        var history = await stage.Other.HistoryAsync(conversation, 10);
        if (history.Count != 1)
            throw new ScenarioException($"history holds {history.Count} messages, not the last one alone");
    }

    // 2.4.0 tells its users no ids of files.
    static JsonObject Shown(Sdk sdk, JsonObject content)
    {
        if (sdk == Sdk.Js2)
            content.Remove("objectId");
        return content;
    }
}
