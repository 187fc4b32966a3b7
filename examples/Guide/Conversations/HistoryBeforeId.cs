using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("history before an id", "按消息 id 继续获取消息记录", "S70",
    English = "Tom reads 20 messages, takes the oldest of them and reads the 20 before it.",
    Chinese = "Tom 读取 20 条消息，再以其中最早的一条为界读取之前的 20 条。")]
public sealed class HistoryBeforeId : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var chat = await tom.CreateConversationAsync(["Jerry"]);
        await Task.WhenAll(Enumerable.Range(1, 45).Select(number => chat.SendAsync($"{number}")));

        var latest = await chat.GetHistoryAsync(new() { Limit = 20 }).ToListAsync();
        var oldest = latest[^1];
        var before = await chat.GetHistoryAsync(new() { Limit = 20, Before = HistoryPosition.Of(oldest) }).ToListAsync();

        Same("26", ((TextMessage)oldest).Text);
        Same(Enumerable.Range(6, 20).Reverse().Select(number => $"{number}"), before.Cast<TextMessage>().Select(message => message.Text));
    }
}
