using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.log by options", "log：按时间和 id 获取消息记录", "S152 S153 S154",
    English = "Messages before a time; the id of a message tells those of one millisecond apart.",
    Chinese = "获取某个时间之前的消息；消息 id 用来区分同一毫秒内的消息。")]
public sealed class LogOptions : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var room = await realtime.CreateRoomAsync(["LeanCloud02"]);
        var acks = await Task.WhenAll(Enumerable.Range(1, 25).Select(number => room.SendAsync($"{number}")));
        var twentieth = acks[19];

        var before = await room.GetHistoryAsync(new()
        {
            // Only messages before this time, and of the same millisecond only those before this id.
            Before = new HistoryPosition(twentieth.Timestamp, twentieth.MessageId),
            Limit = 20,
        }).ToListAsync();
        Same(Enumerable.Range(1, 19).Reverse().Select(number => $"{number}"), before.Cast<TextMessage>().Select(message => message.Text));

        var beforeTime = await room.GetHistoryAsync(new() { Before = new HistoryPosition(DateTimeOffset.FromUnixTimeMilliseconds(1429545834932)) })
            .ToListAsync();
        Same(0, beforeTime.Count);
    }
}
