using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("attributes of a message", "消息的自定义属性", "S39 S40 S41 S42",
    English = "An image carries a place of Tom's own words; his friend reads it unchanged.",
    Chinese = "图片带上自定义属性 location，朋友原样读到。")]
public sealed class Attributes : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var friend = await LogInAsync("friend");
        var chat = await tom.CreateConversationAsync(["friend"]);
        await chat.SendAsync(new ImageMessage
        {
            Url = new Uri("https://files.example.com/sky.jpg"),
            Text = "这蓝天让我彻底醉了……",
            Attributes = new JsonObject { ["location"] = "拉萨布达拉宫" },
        });

        var image = await friend.Messages.OfType<ImageMessage>().FirstAsync();
        Same("拉萨布达拉宫", (string?)image.Attributes?["location"]);
        Same("这蓝天让我彻底醉了……", image.Text);
    }
}
