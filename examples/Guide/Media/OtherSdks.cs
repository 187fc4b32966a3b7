using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;
using LeanRx.Protocol;

namespace Guide;

[Scenario("messages that other SDKs understand", "与其他 SDK 通信", "S96",
    English = "Each kind of message names its type on the wire, so that iOS and Android show it as what it is.",
    Chinese = "每种消息在线路上都带有类型编号，iOS 和 Android 端可以据此正确显示。")]
public sealed class OtherSdks : Scenario
{
    static int TypeOf(string body) => (int)JsonNode.Parse(body)!["_lctype"]!;

    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var bodies = Next(tom.Frames.Where(record => record.Direction == FrameDirection.Sent).Select(record => record.Frame).OfType<DirectFrame>()
            .Select(frame => TypeOf(frame.Body!)), count: 6);
        var chat = await tom.CreateConversationAsync(["Jerry"]);
        var url = new Uri("https://leancloud.cn/images/123.png");

        await chat.SendAsync(new TextMessage("文本内容"));
        await chat.SendAsync(new ImageMessage { Url = url });
        await chat.SendAsync(new AudioMessage { Url = url });
        await chat.SendAsync(new VideoMessage { Url = url });
        await chat.SendAsync(new LocationMessage(45.0, 34.0));
        await chat.SendAsync(new FileMessage { Url = url });

        Same([-1, -2, -3, -4, -5, -6], await bodies);
    }
}
