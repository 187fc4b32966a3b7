using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("image by URL", "用网址发送图片", "S22",
    English = "Tom sends an image that is somewhere on the web: nothing is fetched or uploaded, no metadata is demanded.",
    Chinese = "Tom 发送网上的一张图片：不下载、不上传，也不需要元数据。")]
public sealed class ImageByUrl : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        await chat.SendAsync(new ImageMessage
        {
            Url = new Uri("http://pic2.zhimg.com/6c10e6053c739ed0ce676a0aff15cf1c.gif"),
            Text = "萌妹子一枚",
        });

        var image = await jerry.Messages.OfType<ImageMessage>().FirstAsync();
        Same("萌妹子一枚", image.Text);
        Same("http://pic2.zhimg.com/6c10e6053c739ed0ce676a0aff15cf1c.gif", image.Url?.AbsoluteUri);
        Same(null, image.Metadata);
        Same(null, image.ObjectId);
    }
}
