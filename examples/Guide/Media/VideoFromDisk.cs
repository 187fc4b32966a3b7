using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Media;

namespace Guide;

[Scenario("video from disk", "从本地发送视频", "S28",
    English = "Tom uploads BBC_奶酪.mp4 and watches the upload go.",
    Chinese = "Tom 上传「BBC_奶酪.mp4」，并看到上传的进度。")]
public sealed class VideoFromDisk : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = Client(new LeanClientOptions { Server = Server.Url, ClientId = "Tom", MetadataReader = new MediaMetadataReader() });
        await tom.OpenAsync();
        var jerry = await LogInAsync("Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        var progress = new Record<UploadProgress>();
        var film = await tom.UploadFileAsync(OnDisk("BBC_奶酪.mp4"), new() { Progress = progress });
        await chat.SendAsync(new VideoMessage(film));
        Same(1.0, progress.Values[^1].Fraction);

        var video = await jerry.Messages.OfType<VideoMessage>().FirstAsync();
        Same("BBC_奶酪.mp4", video.Metadata?.Name);
        Same(576L, video.Metadata?.Size);
        Same(TimeSpan.FromMinutes(1), video.Metadata?.Duration);
    }
}
