using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("RoomObject.send by options", "send：带选项发送", "S143 S144 S145 S146 S147 S148",
    English = "Free JSON with a receipt, a transient message, a text, and an image with all its metadata.",
    Chinese = "带回执的自定义 JSON、暂态消息、文本，以及带全部元数据的图片。")]
public sealed class SendOptionsOfMessages : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var other = await LogInAsync("LeanCloud02");
        var room = await realtime.CreateRoomAsync(["LeanCloud02"]);
        var receipt = Next(room.Receipts);
        var heard = Next(other.Messages, count: 4);

        await room.SendAsync(new JsonObject { ["abc"] = 123 }, new() { RequestReceipt = true, IsTransient = false });
        Same("LeanCloud02", (await receipt).From);

        await room.SendAsync("正在输入……", new SendOptions { IsTransient = true });
        await room.SendAsync(new TextMessage("文本内容"));
        await room.SendAsync(new ImageMessage
        {
            Text = "图片测试",
            Attributes = new JsonObject { ["aaa"] = 123 },
            Url = new Uri("https://leancloud.cn/images/123.png"),
            // All of it is optional.
            Metadata = new() { Name = "logo", Format = "png", Height = 123, Width = 123, Size = 888 },
        });

        var image = (ImageMessage)(await heard)[3];
        Same(new FileMetadata { Name = "logo", Format = "png", Height = 123, Width = 123, Size = 888 }, image.Metadata);
        Same(123, (int?)image.Attributes?["aaa"]);
        Same(3, (await room.GetHistoryAsync().ToListAsync()).Count);
    }
}
