using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Server.Tests.Support;

/// <summary>What devices do in most tests.</summary>
static class Moves
{
    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();

    /// <summary>Creates a conversation and forgets the pushes of it, on all devices given.</summary>
    public static string Start(this TestDevice device, string[] members, params TestDevice[] witnesses)
    {
        var started = device.Ask<ConversationFrame>(new ConversationFrame { Operation = ConversationOperations.Start, Members = members });
        Assert.Equal(ConversationOperations.Started, started.Operation);
        device.TakeAll();
        foreach (var witness in witnesses)
            witness.TakeAll();
        return started.ConversationId!;
    }

    public static string StartRoom(this TestDevice device) =>
        device.Ask<ConversationFrame>(new ConversationFrame { Operation = ConversationOperations.Start, IsTransient = true }).ConversationId!;

    public static AckFrame Say(this TestDevice device, string conversationId, string text, bool receipt = false) =>
        device.Ask<AckFrame>(new DirectFrame { ConversationId = conversationId, Body = text, ReceiptRequested = receipt });

    public static ConversationFrame Do(this TestDevice device, ConversationFrame frame) => device.Ask<ConversationFrame>(frame);

    public static ErrorFrame Fail(this TestDevice device, Frame frame) => device.Ask<ErrorFrame>(frame);

    public static IReadOnlyList<LogItem> History(this TestDevice device, string conversationId, LogsFrame? frame = null) =>
        device.Ask<LogsFrame>((frame ?? new LogsFrame()) with { ConversationId = conversationId }).Items!;

    /// <summary>Acknowledges a delivery.</summary>
    public static void Acknowledge(this TestDevice device, DirectFrame delivery) =>
        device.Send(new AckFrame { ConversationId = delivery.ConversationId, MessageId = delivery.MessageId });
}
