using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Media;

namespace Guide;

[Scenario("audio from disk", "从本地发送音频", "S25",
    English = "Tom uploads 忐忑.mp3 and sends it with a text; how long it plays is read from the file.",
    Chinese = "Tom 上传「忐忑.mp3」并附上文字发送；时长从文件中读出。")]
public sealed class AudioFromDisk : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = Client(new LeanClientOptions { Server = Server.Url, ClientId = "Tom", MetadataReader = new MediaMetadataReader() });
        await tom.OpenAsync();
        var jerry = await LogInAsync("Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        await chat.SendAsync(new AudioMessage(await tom.UploadFileAsync(OnDisk("忐忑.mp3"))) { Text = "听听人类的神曲~" });

        var audio = await jerry.Messages.OfType<AudioMessage>().FirstAsync();
        Same("听听人类的神曲~", audio.Text);
        Same("忐忑.mp3", audio.Metadata?.Name);
        Same("mp3", audio.Metadata?.Format);
        Same(3, (int)Math.Round(audio.Metadata?.Duration?.TotalSeconds ?? 0));
    }
}
