using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("messages while away", "离线消息", "S38",
    English = "Jerry logs in and is told how many messages wait in each conversation; he reads the latest 20 of them.",
    Chinese = "Jerry 登录后得知每个对话有多少条未读消息，并读取其中最近的 20 条。")]
public sealed class OfflineMessages : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var chat = await tom.CreateConversationAsync(["Jerry"]);
        for (var number = 1; number <= 25; number++)
            await chat.SendAsync($"耗子，起床！第 {number} 遍");

        var jerry = Client("Jerry");
        var unread = Next(jerry.UnreadChanges);
        await jerry.OpenAsync();
        Same(25, (await unread).Count);

        var missed = await jerry.GetConversationAsync((await unread).ConversationId);
        var texts = new List<string>();
        await foreach (var message in missed!.GetHistoryAsync(new() { Limit = 20 }))
            texts.Add(((TextMessage)message).Text);
        Same(20, texts.Count);
        Same("耗子，起床！第 25 遍", texts[0]);
        Same("耗子，起床！第 6 遍", texts[^1]);
    }
}
