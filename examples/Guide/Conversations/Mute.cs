using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("mute", "静音", "S64",
    English = "Tom mutes one conversation: pushes stop, messages come as before, and he may unmute it.",
    Chinese = "Tom 将一个对话设为静音：只是不再推送，消息照常收到，也可以取消静音。")]
public sealed class Mute : Scenario
{
    protected override async Task PlayAsync()
    {
        var jerry = await LogInAsync("Jerry");
        var tom = await LogInAsync("Tom");
        var made = await jerry.CreateConversationAsync(["Tom"]);

        var chat = await tom.GetConversationAsync(made.Id);
        await chat!.MuteAsync();
        True(chat.IsMuted);

        await made.SendAsync("耗子，起床！");
        Same("Jerry", (await tom.Messages.FirstAsync()).From);

        await chat.UnmuteAsync();
        True(!chat.IsMuted);
    }
}
