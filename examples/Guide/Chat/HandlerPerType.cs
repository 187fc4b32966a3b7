using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("a handler per message type", "按类型处理消息", "S16",
    English = "Text and images each have a subscription of their own, and a third hears everything.",
    Chinese = "文本和图片各有自己的订阅，另一个订阅接收所有消息。")]
public sealed class HandlerPerType : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var texts = Next(jerry.Messages.OfType<TextMessage>());
        var images = Next(jerry.Messages.OfType<ImageMessage>());
        var everything = Next(jerry.Messages, count: 2);

        var chat = await tom.CreateConversationAsync(["Jerry"]);
        await chat.SendAsync("耗子，起床！");
        await chat.SendAsync(new ImageMessage { Url = new Uri("http://pic2.zhimg.com/6c10e6053c739ed0ce676a0aff15cf1c.gif") });

        Same("耗子，起床！", (await texts).Text);
        Same("/6c10e6053c739ed0ce676a0aff15cf1c.gif", (await images).Url?.AbsolutePath);
        Same(2, (await everything).Count);
    }
}
