using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("receive rich messages", "接收富媒体消息", "S23 S24 S27 S31 S35 S36 D6",
    English = "One switch tells the kinds apart; each carries the id, and what the guide reads of it.",
    Chinese = "用一个 switch 区分各种消息，并读取指南里提到的各个字段。")]
public sealed class ReceiveRichMessages : Scenario
{
    static string Describe(TypedMessage message) => message switch
    {
        { Id: "" } => "a message without an id",
        TextMessage text => $"text {text.Text}",
        FileMessage file => $"file {file.Url?.AbsolutePath}, {file.Metadata?.Size} bytes",
        ImageMessage image =>
            $"image {image.Url?.AbsolutePath}, {image.Metadata?.Size} bytes of {image.Metadata?.Format}, {image.Metadata?.Width} × {image.Metadata?.Height}",
        AudioMessage audio =>
            $"audio {audio.Url?.AbsolutePath}, {audio.Metadata?.Size} bytes of {audio.Metadata?.Format}, {audio.Metadata?.Duration?.TotalSeconds} s",
        VideoMessage video => $"video {video.Url?.AbsolutePath}, {video.Metadata?.Duration?.TotalSeconds} s",
        LocationMessage place => $"location {place.Latitude}, {place.Longitude}",
        _ => message.ToString(),
    };

    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var heard = Next(jerry.Messages.OfType<TypedMessage>().Select(Describe), count: 6);
        var confirmed = Next(tom.Receipts);

        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        var files = new Uri("https://files.example.com/");
        await chat.SendAsync(new TextMessage("耗子，起床！"), new() { RequestReceipt = true });
        await chat.SendAsync(new FileMessage { Url = new Uri(files, "leancloud.doc"), Metadata = new() { Size = 4096 } });
        await chat.SendAsync(new ImageMessage { Url = new Uri(files, "cat.png"), Metadata = new() { Size = 888, Format = "png", Width = 640, Height = 480 } });
        await chat.SendAsync(new AudioMessage
        {
            Url = new Uri(files, "忐忑.mp3"),
            Metadata = new() { Size = 2048, Format = "mp3", Duration = TimeSpan.FromSeconds(3.5) }
        });
        await chat.SendAsync(new VideoMessage { Url = new Uri(files, "BBC_奶酪.mp4"), Metadata = new() { Duration = TimeSpan.FromMinutes(1) } });
        await chat.SendAsync(new LocationMessage(45.0, 34.0));

        Same(
            [
                "text 耗子，起床！",
                "file /leancloud.doc, 4096 bytes",
                "image /cat.png, 888 bytes of png, 640 × 480",
                "audio /%E5%BF%90%E5%BF%91.mp3, 2048 bytes of mp3, 3.5 s",
                "video /BBC_%E5%A5%B6%E9%85%AA.mp4, 60 s",
                "location 45, 34",
            ],
            await heard);
        Same(chat.Id, (await confirmed).ConversationId);
    }
}
