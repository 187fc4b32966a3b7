using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("video by URL", "用网址发送视频", "S29",
    English = "Tom sends a film by the address of the file itself, not of a page that plays it.",
    Chinese = "Tom 用视频文件本身的链接（不是播放页面）发送视频。")]
public sealed class VideoByUrl : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        await chat.SendAsync(new VideoMessage { Url = new Uri("http://ac-lhzo7z96.clouddn.com/1427267336319") });

        var video = await jerry.Messages.OfType<VideoMessage>().FirstAsync();
        Same("http://ac-lhzo7z96.clouddn.com/1427267336319", video.Url?.AbsoluteUri);
    }
}
