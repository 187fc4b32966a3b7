using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("HTML encoding", "HTML 转义", "S94 S95 S102 D11",
    English = "Off by default; when on, every text of every message that arrives is encoded, never a client id.",
    Chinese = "默认关闭；开启后，收到的每种消息里的每一段文字都会转义，clientId 从不转义。")]
public sealed class HtmlEncoding : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("<Tom>");
        var jerry = Client(new LeanClientOptions { Server = Server.Url, ClientId = "Jerry", HtmlEncodeMessages = true });
        await jerry.OpenAsync();
        var spike = await LogInAsync("Spike");
        const string attack = "<img src=x onerror=alert(1)>";
        const string harmless = "&lt;img src=x onerror=alert(1)&gt;";
        var encoded = Next(jerry.Messages, count: 2);
        var asItIs = Next(spike.Messages.OfType<TextMessage>());

        var chat = await tom.CreateConversationAsync(["Jerry", "Spike"]);
        await chat.SendAsync(new TextMessage(attack) { Attributes = new JsonObject { ["title"] = attack } });
        await chat.SendAsync(new JsonObject { ["list"] = new JsonArray(attack) });

        var text = (TextMessage)(await encoded)[0];
        Same(harmless, text.Text);
        Same(harmless, (string?)text.Attributes?["title"]);
        Same("<Tom>", text.From);
        Same(harmless, (string?)((JsonMessage)(await encoded)[1]).Content["list"]?[0]);
        Same(attack, (await asItIs).Text);
    }
}
