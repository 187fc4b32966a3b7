namespace LeanRx.Protocol.Tests;

public class ExtensionTests
{
    [Theory]
    [InlineData("""{"cmd":"direct","cid":"c1","zz":1,"aa":{"b":[null]},"n":null}""")]
    [InlineData("""{"cmd":"session","op":"open","sp":true,"systemInfo":{"os":"x"}}""")]
    [InlineData("""{"cmd":"conv","op":"started","cid":"c1","c":"tom","lm":1700000000000,"error":{"code":1}}""")]
    [InlineData("""{"cmd":"goaway","why":"moving"}""")]
    [InlineData("""{"cmd":"echo","i":1,"x":"y"}""")]
    [InlineData("""{"cmd":"logs","logs":[{"msgId":"m1","data":"x","timestamp":5,"new":1}]}""")]
    [InlineData("""{"cmd":"unread","convs":[{"cid":"c1","unread":1,"binaryMsg":"AAEC"}]}""")]
    [InlineData("""{"cmd":"patch","op":"modify","patches":[{"cid":"c1","new":{}}]}""")]
    [InlineData("""{"cmd":"read","convs":[{"cid":"c1","new":[]}]}""")]
    [InlineData("""{"cmd":"conv","op":"added","failedPids":[{"code":1,"new":"x"}]}""")]
    [InlineData("""{"cmd":"conv","op":"max-read","maxReadTuples":[{"pid":"tom","new":0}],"info":{"pid":"tom","new":false}}""")]
    public void Fields_without_a_name_here_survive_in_frames_and_in_their_items(string json) => Assert.Equal(json, Json.Encode(Json.Decode(json)));

    [Fact]
    public void A_frame_without_unknown_fields_has_no_extensions() => Assert.Null(Json.Decode("""{"cmd":"direct","i":1,"cid":"c1"}""").Extensions);

    [Fact]
    public void A_name_that_comes_twice_has_its_last_value()
    {
        var frame = Json.Decode<DirectFrame>("""{"cmd":"direct","cid":"c1","x":1,"y":2,"cid":"c2","x":{"z":3}}""");
        Assert.Equal("c2", frame.ConversationId);
        Assert.Equal(["x", "y"], frame.Extensions!.Fields.Select(field => field.Key));
        Assert.Equal("""{"z":3}""", frame.Extensions["x"]!.Value.GetRawText());
    }

    [Fact]
    public void Names_that_come_twice_are_found_among_thousands()
    {
        var fields = string.Join(',', Enumerable.Range(0, 5_000).Concat(Enumerable.Range(0, 5_000)).Select((name, value) => $"\"f{name}\":{value}"));
        var extensions = Json.Decode($$"""{"cmd":"direct",{{fields}}}""").Extensions!;
        Assert.Equal(Enumerable.Range(0, 5_000).Select(name => ($"f{name}", name + 5_000)),
            extensions.Fields.Select(field => (field.Key, field.Value.GetInt32())));
    }

    [Fact]
    public void Extensions_do_not_live_in_the_payload()
    {
        var payload = """{"cmd":"direct","x":{"y":"z"}}"""u8.ToArray();
        var frame = JsonFrameCodec.Default.Decode(payload);
        payload.AsSpan().Fill((byte)'!');
        Assert.Equal("z", frame.Extensions!["x"]!.Value.GetProperty("y").GetString());
    }

    [Fact]
    public void Names_of_extensions_are_escaped()
    {
        var frame = new GoAwayFrame { Extensions = new ExtensionFields([new("a\"b\\\n汤", Json.Element("1"))]) };
        Assert.Equal("""{"cmd":"goaway","a\"b\\\n汤":1}""", Json.Encode(frame));
        Assert.Equal("a\"b\\\n汤", Assert.Single(Json.Decode(Json.Encode(frame)).Extensions!.Fields).Key);
    }

    [Fact]
    public void An_absent_extension_is_null() => Assert.Null(Json.Decode("""{"cmd":"goaway","x":1}""").Extensions!["y"]);
}
