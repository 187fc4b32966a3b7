using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("location", "地理位置", "S33 S34",
    English = "Tom tells Jerry where the new bakery is.",
    Chinese = "Tom 告诉 Jerry 新开的好利来在哪里。")]
public sealed class Location : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        await chat.SendAsync(new LocationMessage(138.12454, 52.56461) { Text = "好利来新店！！" });

        var place = await jerry.Messages.OfType<LocationMessage>().FirstAsync();
        Same("好利来新店！！", place.Text);
        Same((138.12454, 52.56461), (place.Latitude, place.Longitude));
    }
}
