using System.Text;
using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>One conversation of three generations: AV.realtime 2.4.0, leancloud-realtime 5 and LeanRx. Each line is what one of them did or heard.</summary>
public sealed class Transcript
{
    readonly StringBuilder _lines = new();

    public static IReadOnlyList<Sdk> Cast { get; } = [Sdk.Js2, Sdk.Js5, Sdk.LeanRxJson];

    /// <summary>Plays it and tells it.</summary>
    public static async Task<string> PlayAsync()
    {
        await using var theatre = await Theatre.OpenAsync(Cast);
        var transcript = new Transcript();
        await transcript.PlayAsync(await theatre.EngageAsync(Sdk.Js2, "Tom"), await theatre.EngageAsync(Sdk.Js5, "Jerry"),
            await theatre.EngageAsync(Sdk.LeanRxJson, "Spike"));
        return transcript._lines.ToString();
    }

    async Task PlayAsync(Peer tom, Peer jerry, Peer spike)
    {
        foreach (var peer in (Peer[])[tom, jerry, spike])
        {
            await peer.OpenAsync();
            Line(peer, $"logs in with {peer.Sdk.Description}");
        }

        var chat = await tom.CreateAsync([jerry.ClientId, spike.ClientId], new() { ["name"] = "猫和老鼠" });
        Line(tom, "creates 猫和老鼠 with Jerry and Spike");
        foreach (var peer in (Peer[])[jerry, spike])
            Heard(peer, $"was invited by {(string?)(await peer.HearAsync("invited", chat))["by"]}");

        await SayAsync(chat, tom, [jerry, spike], Content.Text("耗子，起床！"));
        await SayAsync(chat, jerry, [tom, spike], Content.Media(Content.ImageType, "cheese.png", new() { ["width"] = 640, ["height"] = 480 }));
        await SayAsync(chat, spike, [tom, jerry], new JsonObject
        {
            ["type"] = Content.LocationType,
            ["text"] = "都到我这儿来",
            ["location"] = new JsonObject { ["latitude"] = 31.25, ["longitude"] = 121.5 },
        });

        foreach (var peer in (Peer[])[tom, jerry, spike])
            Line(peer, "reads back: " +
                $"{string.Join(" / ", (await peer.HistoryAsync(chat, 10)).Select(message => $"{(string?)message["from"]}: {Say(message["content"]!)}"))}");

        await jerry.LeaveAsync(chat);
        Line(jerry, "leaves");
        foreach (var peer in (Peer[])[tom, spike])
            Heard(peer, $"was told that {(string?)(await peer.HearAsync("members-left", chat))["members"]![0]} left");
    }

    async Task SayAsync(string chat, Peer speaker, Peer[] listeners, JsonObject content)
    {
        var sent = await speaker.SendAsync(chat, content);
        Line(speaker, $"sends {Say(content)}");
        foreach (var listener in listeners)
        {
            var heard = await listener.HearMessageAsync(chat, sent);
            Heard(listener, $"heard {(string?)heard["from"]}: {Say(heard["content"]!)}");
        }
    }

    static string Say(JsonNode content) => (int)content["type"]! switch
    {
        Content.ImageType => $"[image {(string?)content["url"]}] {(string?)content["text"]}",
        Content.LocationType => $"[place {content["location"]!["latitude"]}, {content["location"]!["longitude"]}] {(string?)content["text"]}",
        _ => (string)content["text"]!,
    };

    void Line(Peer peer, string what) => _lines.Append(peer.ClientId.PadRight(6)).Append(what).Append('\n');

    void Heard(Peer peer, string what) => _lines.Append("  ").Append(peer.ClientId.PadRight(6)).Append(what).Append('\n');
}
