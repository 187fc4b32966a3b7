using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("audio by URL", "用网址发送音频", "S26",
    English = "Tom sends a sound by its address.",
    Chinese = "Tom 用外部链接发送一段音频。")]
public sealed class AudioByUrl : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        await chat.SendAsync(new AudioMessage { Url = new Uri("http://ac-lhzo7z96.clouddn.com/1427444393952") });

        var audio = await jerry.Messages.OfType<AudioMessage>().FirstAsync();
        Same("http://ac-lhzo7z96.clouddn.com/1427444393952", audio.Url?.AbsoluteUri);
    }
}
