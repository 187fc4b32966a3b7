using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Every kind of message from Tom to Jerry, live and out of history, through a real server (S21 to S44, S94, S146).</summary>
[Trait("Speed", "slow")]
public partial class MessageKindTests : ServerTest
{
    public sealed record EmojiMessage(string Emoji) : TypedMessage;

    [JsonSerializable(typeof(EmojiMessage))]
    sealed partial class ChatJson : JsonSerializerContext;

    static readonly MessageTypeRegistry Types = MessageTypeRegistry.Empty.With(7, ChatJson.Default.EmojiMessage);

    static readonly FileMetadata Metadata = new() { Name = "a.b", Format = "b", Size = 3, Width = 2, Height = 1, Duration = TimeSpan.FromSeconds(1.5) };

    static readonly Message[] Kinds =
    [
        new TextMessage("耗子，起床！"),
        new ImageMessage(new Uri("http://pic.example/萌.gif")) { Text = "萌" },
        new ImageMessage(new UploadedFile(new Uri("http://files.example/a.b"), "54699d87e4b0a56c64f470a4", Metadata)),
        new AudioMessage(new Uri("http://pic.example/a.mp3")) { Metadata = Metadata },
        new VideoMessage(new Uri("http://pic.example/a.mp4")) { Metadata = Metadata },
        new FileMessage(new Uri("http://pic.example/a.doc")) { Metadata = Metadata },
        new LocationMessage(45.0, 34.0) { Text = "好利来新店！！" },
        new EmojiMessage("😀") { Text = "早" },
        new UnknownMessage(99, """{"_lctype":99,"score":5}"""),
        new StringMessage("free"),
    ];

    async Task<LeanClient> LoginAsync(LeanServer server, string clientId, bool encodeHtml = false)
    {
        var client = Own(new LeanClient(new LeanClientOptions
        {
            Server = server.Url,
            ClientId = clientId,
            MessageTypes = Types,
            HtmlEncodeMessages = encodeHtml,
        }));
        await client.OpenAsync(Patience);
        return client;
    }

    /// <summary>What the sender made of it, without what the server adds.</summary>
    static Message Bare(Message message) =>
        message with { Id = "", ConversationId = "", From = "", Timestamp = new TextMessage("").Timestamp, DeliveredAt = null, ReadAt = null };

    [Fact]
    public async Task Every_kind_of_message_arrives_as_it_was_sent()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "Tom");
        var jerry = await LoginAsync(server, "Jerry");
        var received = jerry.Messages.Take(Kinds.Length).ToArray().ToTask(Patience);
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        foreach (var message in Kinds)
            await chat.SendAsync(message, cancellationToken: Patience);

        Assert.Equal(Kinds, (await received).Select(Bare));
        var history = new List<Message>();
        await foreach (var message in chat.GetHistoryAsync(new() { Direction = HistoryDirection.Newer }, Patience))
            history.Add(Bare(message));
        Assert.Equal(Kinds, history);
    }

    [Fact]
    public async Task Free_JSON_bytes_and_attributes_arrive_as_they_were_sent()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "Tom");
        var jerry = await LoginAsync(server, "Jerry");
        var received = jerry.Messages.Take(3).ToArray().ToTask(Patience);
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        await chat.SendAsync(new JsonMessage(new JsonObject { ["abc"] = 123 }), cancellationToken: Patience);
        await chat.SendAsync(new BinaryMessage(new byte[] { 0, 1, 255 }), cancellationToken: Patience);
        await chat.SendAsync(new ImageMessage(new Uri("http://pic.example/a.png")) { Attributes = new JsonObject { ["location"] = "拉萨布达拉宫" } },
            cancellationToken: Patience);

        var messages = await received;
        Assert.Equal(123, (int?)Assert.IsType<JsonMessage>(messages[0]).Content["abc"]);
        Assert.Equal([0, 1, 255], Assert.IsType<BinaryMessage>(messages[1]).Content.ToArray());
        Assert.Equal("拉萨布达拉宫", (string?)Assert.IsType<ImageMessage>(messages[2]).Attributes!["location"]);
    }

    [Fact]
    public async Task Whoever_asks_for_it_gets_every_message_encoded_for_HTML_out_of_history_too()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "Tom");
        var jerry = await LoginAsync(server, "Jerry", encodeHtml: true);
        var received = jerry.Messages.Take(2).ToArray().ToTask(Patience);
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        await chat.SendAsync("<b>", Patience);
        await chat.SendAsync(new EmojiMessage("<i>"), cancellationToken: Patience);

        var messages = (await received).ToList();
        await foreach (var message in (await jerry.GetConversationAsync(chat.Id, Patience))!.GetHistoryAsync(new() { Direction = HistoryDirection.Newer },
            Patience))
            messages.Add(message);
        Assert.Equal(["&lt;b&gt;", "&lt;i&gt;", "&lt;b&gt;", "&lt;i&gt;"],
            messages.Select(message => message is EmojiMessage emoji ? emoji.Emoji : ((TypedMessage)message).Text));
    }
}
