using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("one-to-one chat", "一对一聊天", "S13 S15 S18 S45",
    English = "Tom logs in and wakes Jerry, who hears it.",
    Chinese = "Tom 登录，叫醒 Jerry；Jerry 收到消息。")]
public sealed class OneToOneChat : Scenario
{
    protected override async Task PlayAsync()
    {
        await using var tom = new LeanClient(Server.Url, "Tom");
        await using var jerry = new LeanClient(Server.Url, "Jerry");
        await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());

        var chat = await tom.CreateConversationAsync(["Jerry"]);
        await chat.SendAsync("耗子，起床！");

        var heard = await jerry.Messages.OfType<TextMessage>().FirstAsync();
        Same("耗子，起床！", heard.Text);
        Same("Tom", heard.From);
    }
}
