using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("nothing is lost before subscribing", "订阅之前的消息不会丢失", "S17",
    English = "What came before anybody subscribed is held for the first subscriber, so the order of set-up loses nothing.",
    Chinese = "订阅之前到达的消息会保留给第一个订阅者，先登录还是先订阅都不会丢消息。")]
public sealed class NothingLostBeforeSubscribing : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var arrived = Next(tom.Receipts);
        var chat = await tom.CreateConversationAsync(["Jerry"]);
        await chat.SendAsync("耗子，起床！", new SendOptions { RequestReceipt = true });
        await arrived;

        // Jerry's client has the message; only now does anybody listen.
        var heard = await jerry.Messages.OfType<TextMessage>().FirstAsync();
        Same("耗子，起床！", heard.Text);
    }
}
