using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("receipt", "receipt 事件", "S165",
    English = "Receipts of all rooms, on the client.",
    Chinese = "任何房间有消息回执时触发。")]
public sealed class ReceiptEvent : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var receipt = Next(tom.Receipts);
        var chat = await tom.CreateConversationAsync(["Jerry"]);
        var ack = await chat.SendAsync("耗子，起床！", new SendOptions { RequestReceipt = true });
        Same((ack.MessageId, jerry.ClientId), ((await receipt).MessageId, (await receipt).From!));
    }
}
