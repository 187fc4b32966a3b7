using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;
using LeanRx.Media;

namespace Guide;

[Scenario("image from disk", "从本地发送图片", "S21",
    English = "Tom uploads a photo and sends it with a title and a place; Jerry reads its size and format and can fetch it.",
    Chinese = "Tom 上传一张照片，附上标题和自定义属性发送；Jerry 读取宽高、格式，并可以下载。")]
public sealed class ImageFromDisk : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = Client(new LeanClientOptions { Server = Server.Url, ClientId = "Tom", MetadataReader = new MediaMetadataReader() });
        await tom.OpenAsync();
        var jerry = await LogInAsync("Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        await chat.SendAsync(new ImageMessage(await tom.UploadFileAsync(OnDisk("photo.png")))
        {
            Text = "发自我的小米",
            Attributes = new JsonObject { ["location"] = "旧金山" },
        });

        var image = await jerry.Messages.OfType<ImageMessage>().FirstAsync();
        Same("发自我的小米", image.Text);
        Same("旧金山", (string?)image.Attributes?["location"]);
        Same(("png", 64, 48), (image.Metadata?.Format, image.Metadata?.Width, image.Metadata?.Height));
        Same(8429L, image.Metadata?.Size);
        True(image.ObjectId is { Length: > 0 });

        using var http = new HttpClient();
        Same(await File.ReadAllBytesAsync(OnDisk("photo.png")), await http.GetByteArrayAsync(image.Url));
    }
}
