using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("history by limit", "按条数获取消息记录", "S69",
    English = "Tom reads the last ten messages; 20 is the default, 1 to 1,000 may be asked for at once.",
    Chinese = "Tom 读取最近 10 条消息；默认 20 条，一次可以取 1 到 1000 条。")]
public sealed class HistoryByLimit : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var chat = await tom.CreateConversationAsync(["Jerry"]);
        await Task.WhenAll(Enumerable.Range(1, 30).Select(number => chat.SendAsync($"{number}")));

        var lastTen = await chat.GetHistoryAsync(new() { Limit = 10 }).ToListAsync();
        Same(Enumerable.Range(21, 10).Reverse().Select(number => $"{number}"), lastTen.Cast<TextMessage>().Select(message => message.Text));

        var inOnePage = await chat.GetHistoryAsync(new() { PageSize = 1000 }).ToListAsync();
        Same(30, inOnePage.Count);
        await Fails<ArgumentOutOfRangeException>(Task.Run(() => chat.GetHistoryAsync(new() { PageSize = 1001 })));
    }
}
