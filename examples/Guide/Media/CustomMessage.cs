using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("custom message", "自定义消息", "S43",
    English = "A type of one's own: a record with a positive number, registered with both clients, received as that record; who does not know it still gets " +
        "all of it.",
    Chinese = "自定义类型：一个带正数编号的 record，注册之后原样收到；没有注册的一方也能拿到完整内容。")]
public sealed class CustomMessage : Scenario
{
    protected override async Task PlayAsync()
    {
        var types = MessageTypeRegistry.Empty.With(123, ChatJson.Default.EmojiMessage);
        var tom = Client(new LeanClientOptions { Server = Server.Url, ClientId = "Tom", MessageTypes = types });
        var jerry = Client(new LeanClientOptions { Server = Server.Url, ClientId = "Jerry", MessageTypes = types });
        var spike = Client("Spike");
        await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync(), spike.OpenAsync());

        var chat = await tom.CreateConversationAsync(["Jerry", "Spike"]);
        await chat.SendAsync(new EmojiMessage("奶酪", Size: 3) { Text = "给你" });

        var emoji = await jerry.Messages.OfType<EmojiMessage>().FirstAsync();
        Same(("奶酪", 3, "给你"), (emoji.Emoji, emoji.Size, emoji.Text));

        var unknown = await spike.Messages.OfType<UnknownMessage>().FirstAsync();
        Same(123, unknown.TypeCode);
        True(unknown.Body.Contains("\"Size\":3"));
    }
}
