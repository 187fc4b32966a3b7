using System;
using System.Collections.Generic;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text.Json.Serialization;
using System.Threading.Tasks;
using LeanRx;

namespace Library;

public sealed record EmojiMessage(string Emoji) : TypedMessage;

[JsonSerializable(typeof(EmojiMessage))]
public sealed partial class MiceJson : JsonSerializerContext;

/// <summary>Touches what differs between the assembly a library compiles against and the one an app loads: initializers, copies, async streams.</summary>
public static class Mice
{
    public static async Task<IReadOnlyList<string>> TalkAsync(Uri server)
    {
        var types = MessageTypeRegistry.Empty.With(7, MiceJson.Default.EmojiMessage);
        var options = new LeanClientOptions { Server = server, ClientId = "Tom", MessageTypes = types };
        await using var tom = new LeanClient(options);
        await using var jerry = new LeanClient(options with { ClientId = "Jerry" });
        await tom.OpenAsync();
        await jerry.OpenAsync();
        var heard = jerry.Messages.OfType<EmojiMessage>().FirstAsync().ToTask();

        var chat = await tom.CreateConversationAsync(["Jerry"]);
        var ack = await chat.SendAsync(new EmojiMessage("🐭") { Text = "a mouse" }, new SendOptions { RequestReceipt = true });
        await chat.SendAsync(new TextMessage("squeak") with { Text = "squeak!" });
        var message = await heard;
        var copy = message with { Emoji = "🧀" };

        var history = 0;
        await foreach (var _ in chat.GetHistoryAsync(new HistoryOptions { PageSize = 1 }))
            history++;
        var page = 0;
        await foreach (var _ in chat.GetHistoryAsync())
            page++;
        return
        [
            $"acked: {ack.MessageId == message.Id}",
            $"read: {message.GetType().Name} {message.Emoji} copied {copy.Emoji}",
            $"history: {history}",
            $"page: {page}",
        ];
    }
}
