namespace LeanRx.Protocol.Tests;

public class FieldTests
{
    [Fact]
    public void The_empty_object_is_the_heartbeat_in_both_directions()
    {
        Assert.Same(HeartbeatFrame.Instance, Json.Decode("{}"));
        Assert.Same(HeartbeatFrame.Instance, Json.Decode(" { } "));
        Assert.Equal("{}", Json.Encode(HeartbeatFrame.Instance));
        Assert.Equal("{}", Json.Encode(new HeartbeatFrame { SerialId = 1, PeerId = "tom" }));
    }

    [Fact]
    public void An_object_without_a_command_is_an_unknown_frame_with_an_empty_name()
    {
        var frame = Json.Decode<UnknownFrame>("""{"i":1,"hello":"world"}""");
        Assert.Equal(("", 1, null), (frame.Name, frame.SerialId, frame.Operation));
        Assert.Equal("world", frame.Extensions!["hello"]!.Value.GetString());
        Assert.Equal("""{"i":1,"hello":"world"}""", Json.Encode(frame));
    }

    [Fact]
    public void An_unknown_command_keeps_everything_it_came_with()
    {
        const string Frame = """{"cmd":"pubsub","op":"subscribe","i":3,"peerId":"tom","appId":"APP","topic":"t","list":[1,null,{"a":1.50}]}""";
        var frame = Json.Decode<UnknownFrame>(Frame);
        Assert.Equal(("pubsub", "subscribe", 3, "tom", "APP"), (frame.Command, frame.Operation, frame.SerialId, frame.PeerId, frame.ApplicationId));
        Assert.Equal(["topic", "list"], frame.Extensions!.Fields.Select(field => field.Key));
        Assert.Equal(Frame, Json.Encode(frame));
    }

    [Theory]
    [InlineData("""{"cmd":"conv","op":"query","i":1,"where":{"m":"tom"}}""")]
    [InlineData("""{"where":{"m":"tom"},"i":1,"cmd":"conv","op":"query"}""")]
    [InlineData("""{"where":{"m":"tom"},"op":"query","i":1,"cmd":"conv"}""")]
    [InlineData("""{"\u0063md":"\u0063onv","\u006fp":"query","i":1,"where":{"m":"tom"}}""")]
    public void The_command_may_stand_anywhere(string json) =>
        Assert.Equal("""{"cmd":"conv","op":"query","i":1,"where":{"m":"tom"}}""", Json.Encode(Json.Decode<ConversationFrame>(json)));

    [Fact]
    public void A_command_inside_a_nested_object_is_not_the_frames() =>
        Assert.Equal("ack", Json.Decode("""{"x":{"cmd":"direct"},"y":["cmd"],"cmd":"ack"}""").Command);

    [Fact]
    public void Explicit_nulls_read_as_absent()
    {
        var frame = Json.Decode<DirectFrame>("""{"cmd":"direct","i":null,"peerId":null,"appId":null,"cid":null,"msg":null,"r":null,"mentionPids":null,"binaryMsg":null,"timestamp":null}""");
        Assert.Equal(new DirectFrame(), frame);
        Assert.Equal("""{"cmd":"direct"}""", Json.Encode(frame));
        Assert.Equal(new LogsFrame(), Json.Decode("""{"cmd":"logs","logs":null}"""));
        Assert.Equal(new ConversationFrame(), Json.Decode("""{"cmd":"conv","where":null,"info":null,"failedPids":null}"""));
        Assert.Equal(new DataFrame(), Json.Decode("""{"cmd":"data","msg":null}"""));
    }

    [Fact]
    public void A_null_that_comes_after_a_value_wins() => Assert.Null(Json.Decode("""{"cmd":"direct","i":1,"i":null}""").SerialId);

    [Fact]
    public void Nulls_inside_lists_are_passed_over_and_nothing_else_is()
    {
        Assert.Equal(["tom", "", "tom"], Json.Decode<ConversationFrame>("""{"cmd":"conv","op":"add","m":[null,"tom",null,"","tom",null]}""").Members);
        Assert.Equal([], Json.Decode<ConversationFrame>("""{"cmd":"conv","op":"add","m":[null]}""").Members);
        Assert.Equal("m1", Assert.Single(Json.Decode<LogsFrame>("""{"cmd":"logs","logs":[null,{"msgId":"m1"}]}""").Items!).MessageId);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public void Booleans_may_be_written_as_numbers(string written, bool read)
    {
        Assert.Equal(read, Json.Decode<SessionFrame>($$"""{"cmd":"session","op":"open","r":{{written}}}""").IsReconnect);
        Assert.Equal(read, Json.Decode<DirectFrame>($$"""{"cmd":"direct","r":{{written}},"mentionAll":{{written}}}""").ReceiptRequested);
    }

    [Theory]
    [InlineData("""{"cmd":"session","op":"open","t":5,"n":"x","s":"y"}""", 5, "x", "y")]
    [InlineData("""{"cmd":"session","op":"open","n":"x"}""", 0, "x", "")]
    [InlineData("""{"cmd":"session","op":"open","s":"y"}""", 0, "", "y")]
    [InlineData("""{"cmd":"session","op":"open","t":5}""", 5, "", "")]
    public void A_signature_is_there_when_any_part_of_it_is(string json, long timestamp, string nonce, string value)
    {
        var frame = Json.Decode<SessionFrame>(json);
        Assert.Equal(new FrameSignature(timestamp, nonce, value), frame.Signature);
        Assert.Equal(json, Json.Encode(frame));
        Assert.Null(Json.Decode<SessionFrame>("""{"cmd":"session","op":"open","n":null}""").Signature);
    }

    [Fact]
    public void Both_spellings_of_limit_priority_and_mentions_are_read()
    {
        Assert.Equal(20, Json.Decode<LogsFrame>("""{"cmd":"logs","l":20}""").Limit);
        Assert.Equal(20, Json.Decode<LogsFrame>("""{"cmd":"logs","limit":20}""").Limit);
        Assert.Equal("""{"cmd":"logs","limit":20}""", Json.Encode(new LogsFrame { Limit = 20 }));
        Assert.Equal(3, Json.Decode<DirectFrame>("""{"cmd":"direct","level":3}""").Priority);
        Assert.Equal(3, Json.Decode<DirectFrame>("""{"cmd":"direct","priority":3}""").Priority);
        foreach (var name in new[] { "mentionPids", "meintonPids" })
            Assert.Equal(["mary"],
                Json.Decode<PatchFrame>($$"""{"cmd":"patch","op":"modify","patches":[{"{{name}}":["mary"]}]}""").Patches![0].MentionedClientIds);
    }

    [Fact]
    public void A_history_item_without_a_body_has_an_empty_one_and_says_so()
    {
        var frame = Json.Decode<LogsFrame>("""{"cmd":"logs","logs":[{"msgId":"m1","data":null,"timestamp":5}]}""");
        Assert.Equal("", Assert.Single(frame.Items!).Data);
        Assert.Equal("""{"cmd":"logs","logs":[{"msgId":"m1","data":"","timestamp":5}]}""", Json.Encode(frame));
        Assert.Equal("""{"cmd":"logs","logs":[]}""", Json.Encode(new LogsFrame { Items = [] }));
        Assert.Equal("""{"cmd":"unread","convs":[]}""", Json.Encode(new UnreadFrame()));
    }

    [Fact]
    public void Since_when_something_may_be_missing_is_a_field_of_what_is_unread()
    {
        const string Text = """{"cmd":"unread","missedSince":5,"convs":[]}""";
        Assert.Equal(5, Json.Decode<UnreadFrame>(Text).MissedSince);
        Assert.Equal(Text, Json.Encode(new UnreadFrame { MissedSince = 5 }));
    }

    [Fact]
    public void An_operation_on_a_command_that_has_none_is_kept() =>
        Assert.Equal("open", Json.Decode<LogsFrame>("""{"cmd":"logs","op":"open"}""").Extensions!["op"]!.Value.GetString());

    [Fact]
    public void The_envelope_comes_first_and_unknown_fields_last() =>
        Assert.Equal(
            """{"cmd":"conv","op":"joined","i":1,"peerId":"mary","appId":"APP","cid":"c1","initBy":"tom","zebra":1,"apple":[ ]}""".Replace(" ", "",
                StringComparison.Ordinal),
            Json.Encode(Json.Decode("""{"zebra":1,"initBy":"tom","apple":[ ],"cid":"c1","appId":"APP","peerId":"mary","i":1,"op":"joined","cmd":"conv"}""")));
}
