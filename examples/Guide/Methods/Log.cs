using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.log", "log：最近的消息记录", "S151",
    English = "The latest 20 messages.",
    Chinese = "获取最近 20 条消息。")]
public sealed class Log : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var roomId = (await realtime.CreateRoomAsync(["LeanCloud02"])).Id;
        var room = await realtime.GetRoomAsync(roomId);
        await Task.WhenAll(Enumerable.Range(1, 25).Select(number => room!.SendAsync($"{number}")));

        var latest = await room!.GetHistoryAsync().Take(20).ToListAsync();
        Same(20, latest.Count);
        Same("25", ((TextMessage)latest[0]).Text);
    }
}
