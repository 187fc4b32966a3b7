using System.Text.Json.Nodes;

namespace LeanRx.Tests.Conversations;

/// <summary>Sending (S142 to S148).</summary>
public class SendTests
{
    readonly ClientWorld _world = new();

    public SendTests() => _world.Session.Answer = _ => new AckFrame { MessageUid = "m1", Timestamp = 1700000000123 };

    DirectFrame Sent => _world.Commands<DirectFrame>()[^1];

    bool IsRepeatable => _world.Asked<DirectFrame>().IsRepeatable;

    [Fact]
    public async Task A_string_is_sent_as_a_text_message_and_acknowledged_with_id_and_time()
    {
        var ack = await _world.Conversation().SendAsync("耗子，起床！"); // S13
        Assert.Equal(new MessageAck("m1", DateTimeOffset.FromUnixTimeMilliseconds(1700000000123)), ack);
        Assert.Equal(("room", """{"_lctype":-1,"_lctext":"耗子，起床！"}"""), (Sent.ConversationId, Sent.Body));
        Assert.Equal((null, null, null), (Sent.ReceiptRequested, Sent.IsTransient, Sent.BinaryBody));
    }

    [Fact]
    public async Task Every_send_is_repeated_after_a_drop_under_a_token_of_its_own()
    {
        var tokens = new HashSet<string>();
        for (var number = 0; number < 100; number++)
        {
            await _world.Conversation().SendAsync("hello");
            Assert.True(IsRepeatable);
            Assert.True(tokens.Add(Sent.DeduplicationToken!));
        }
        Assert.All(tokens, token => Assert.InRange(token.Length, 14, 22));
    }

    [Fact]
    public async Task Tokens_of_two_clients_differ()
    {
        var other = new ClientWorld(options => options with { Random = new Random(2) });
        other.Session.Answer = _world.Session.Answer;
        await _world.Conversation().SendAsync("hello");
        await other.Conversation().SendAsync("hello");
        Assert.NotEqual(Sent.DeduplicationToken, other.Commands<DirectFrame>()[0].DeduplicationToken);
    }

    [Fact]
    public async Task A_receipt_is_asked_for_when_wanted()
    {
        await _world.Conversation().SendAsync(new ImageMessage
        {
            Url = new Uri("https://e.example/k.png"),
            Text = "萌",
        }, new SendOptions { RequestReceipt = true });
        Assert.True(Sent.ReceiptRequested);
        Assert.Equal("""{"_lctype":-2,"_lctext":"萌","_lcfile":{"url":"https://e.example/k.png"}}""", Sent.Body);
    }

    [Fact]
    public async Task A_will_a_priority_and_push_data_are_told_to_the_server() // protocol.md §7.4
    {
        var options = new SendOptions { IsWill = true, Priority = MessagePriority.High, PushData = new JsonObject { ["alert"] = "Tom is gone" } };
        await _world.Conversation().SendAsync(new TextMessage("I am lost") { MentionedClientIds = ["jerry"], MentionsEveryone = true }, options);

        Assert.Equal((true, 1, """{"alert":"Tom is gone"}"""), (Sent.IsWill, Sent.Priority, Sent.PushData));
        Assert.Equal((true, "jerry"), (Sent.MentionAll, Assert.Single(Sent.MentionedClientIds!)));
        Assert.Null(_world.Conversation().LastMessageAt);

        await _world.Conversation().SendAsync("hello", new SendOptions());
        Assert.Equal((null, null, null), (Sent.IsWill, Sent.Priority, Sent.PushData));
    }

    [Fact]
    [Trait("Row", "S144")]
    public async Task A_transient_message_is_sent_once_and_without_a_token()
    {
        await _world.Conversation().SendAsync(new TextMessage("typing…"), new SendOptions { IsTransient = true });
        Assert.True(Sent.IsTransient);
        Assert.Null(Sent.DeduplicationToken);
        Assert.False(IsRepeatable);
    }

    [Fact]
    [Trait("Row", "S146")]
    public async Task JSON_and_bare_strings_travel_as_they_are()
    {
        await _world.Conversation().SendAsync(new JsonMessage(new JsonObject { ["abc"] = 123 }), new SendOptions { RequestReceipt = true });
        Assert.Equal("""{"abc":123}""", Sent.Body);
        Assert.True(Sent.ReceiptRequested);
        await _world.Conversation().SendAsync(new StringMessage("bare"));
        Assert.Equal("bare", Sent.Body);
    }

    [Fact]
    public async Task Bytes_travel_as_bytes()
    {
        await _world.Conversation().SendAsync(new BinaryMessage(new byte[] { 1, 2, 3 }));
        Assert.Null(Sent.Body);
        Assert.Equal([1, 2, 3], Sent.BinaryBody!);
    }

    [Fact]
    public async Task Mentions_travel_beside_the_body()
    {
        await _world.Conversation().SendAsync(new TextMessage("hi") { MentionedClientIds = ["jerry"], MentionsEveryone = true });
        Assert.Equal(["jerry"], Sent.MentionedClientIds!);
        Assert.True(Sent.MentionAll);
    }

    [Fact]
    [Trait("Row", "S169")]
    public async Task A_message_too_large_is_refused_before_anything_is_sent()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _world.Conversation().SendAsync(new string('a', 6000)));
        Assert.Contains("5,120 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal("text", error.ParamName);
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Conversation().SendAsync(new BinaryMessage(new byte[6000])));
        Assert.Empty(_world.Session.Commands);
    }

    [Fact]
    [Trait("Row", "D9")]
    public async Task The_server_s_refusal_reaches_the_sender()
    {
        _world.Session.Answer = null;
        var sent = _world.Conversation().SendAsync("hello");
        _world.Asked<DirectFrame>().SetException(new ServerRejectedException(ErrorCodes.InvalidMessagingTarget, "INVALID_MESSAGING_TARGET"));
        Assert.Equal(4401, (await Assert.ThrowsAsync<ServerRejectedException>(() => sent)).Code);
    }

    [Fact]
    public async Task An_answer_without_an_id_is_against_the_protocol()
    {
        _world.Session.Answer = _ => new AckFrame();
        await Assert.ThrowsAsync<InvalidResponseException>(() => _world.Conversation().SendAsync("hello"));
    }

    [Fact]
    public async Task One_s_own_send_is_the_conversation_s_last_message()
    {
        await _world.Conversation().SendAsync("hello");
        var conversation = _world.Conversation();
        await conversation.SendAsync("hello");
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700000000123), conversation.LastMessageAt);
        var last = Assert.IsType<TextMessage>(conversation.LastMessage);
        Assert.Equal(("hello", "tom", "m1", conversation.LastMessageAt), (last.Text, last.From, last.Id, last.Timestamp));
    }
}
