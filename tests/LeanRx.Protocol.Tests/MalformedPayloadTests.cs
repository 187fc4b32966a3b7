using System.Text;

namespace LeanRx.Protocol.Tests;

public class MalformedPayloadTests
{
    static string MessageOf(byte[] payload, int maxDepth = 64) =>
        Assert.Throws<FrameFormatException>(() => new JsonFrameCodec(maxDepth).Decode(payload)).Message;

    static string MessageOf(string payload, int maxDepth = 64) => MessageOf(Encoding.UTF8.GetBytes(payload), maxDepth);

    static string Nested(int levels) => "{\"x\":" + new string('[', levels - 1) + new string(']', levels - 1) + "}";

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    public void An_empty_payload_is_refused(string payload) => Assert.Equal("The payload is empty.", MessageOf(payload));

    [Theory]
    [InlineData("hello", 0)]
    [InlineData("undefined", 0)]
    [InlineData("{cmd:1}", 1)]
    [InlineData("{\"cmd\":\"direct\"", 15)]
    [InlineData("{\"cmd\":\"direct\",}", 16)]
    [InlineData("{\"cmd\":\"direct\" \"i\":1}", 16)]
    [InlineData("{\"cmd\":\"direct\",\"i\":01}", 20)]
    [InlineData("{\"cmd\":\"direct\",\"msg\":\"\u0001\"}", 22)]
    [InlineData("{\"cmd\":\"direct\",\"msg\":\"\\x\"}", 22)]
    [InlineData("{\"cmd\":\"direct\",\"msg\":\"open", 22)]
    [InlineData("{\"i\":1,\"x\":[1,2}", 15)]
    [InlineData("{/* hi */}", 1)]
    [InlineData("\uFEFF{}", 0)]
    public void What_is_not_JSON_is_refused_with_the_place(string payload, int position) =>
        Assert.Equal($"The payload is not JSON (byte {position}).", MessageOf(payload));

    [Theory]
    [InlineData("[]", "an array")]
    [InlineData("[{\"cmd\":\"goaway\"}]", "an array")]
    [InlineData("\"{}\"", "a string")]
    [InlineData("7", "a number")]
    [InlineData("true", "a boolean")]
    [InlineData("null", "null")]
    public void What_is_not_an_object_is_refused(string payload, string actual) =>
        Assert.Equal($"The payload must be a JSON object, but was {actual}.", MessageOf(payload));

    [Theory]
    [InlineData("{}{}", 2)]
    [InlineData("{} ,", 3)]
    [InlineData("{\"cmd\":\"goaway\"}\n\n{\"cmd\":\"goaway\"}", 18)]
    [InlineData("{\"cmd\":\"goaway\"}\0", 16)]
    public void Data_after_the_object_is_refused(string payload, int position) =>
        Assert.Equal($"The payload goes on after its object (byte {position}).", MessageOf(payload));

    [Fact]
    public void Blanks_around_the_object_are_no_harm() => Assert.IsType<GoAwayFrame>(Json.Decode(" \r\n{\"cmd\":\"goaway\"}\t\n"));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(1_000)]
    public void A_payload_may_nest_as_deep_as_the_codec_says_and_no_deeper(int maxDepth)
    {
        var codec = new JsonFrameCodec(maxDepth);
        if (maxDepth > 1)
            Assert.IsType<UnknownFrame>(codec.Decode(Encoding.UTF8.GetBytes(Nested(maxDepth))));
        Assert.Equal($"The payload nests deeper than {maxDepth} levels.", MessageOf(Nested(maxDepth + 1), maxDepth));
    }

    [Fact]
    public void A_million_brackets_are_refused_like_65() =>
        Assert.Equal("The payload nests deeper than 64 levels.", MessageOf("{\"cmd\":\"conv\",\"where\":" + new string('[', 1_000_000)));

    [Fact]
    public void Broken_JSON_that_is_also_deep_is_broken_JSON() =>
        Assert.Equal("The payload is not JSON (byte 4).", MessageOf("{\"x\"" + Nested(70)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_001)]
    public void A_depth_limit_outside_1_to_1000_is_refused(int maxDepth)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new JsonFrameCodec(maxDepth));
        Assert.Equal("maxDepth", error.ParamName);
        Assert.StartsWith("maxDepth must be within 1 and 1000.", error.Message);
    }

    [Theory]
    [InlineData("msg")]
    [InlineData("somethingNew")]
    [InlineData("cmd")]
    public void Bytes_that_are_not_UTF8_are_refused_in_any_field(string field)
    {
        byte[] payload = [.. Encoding.UTF8.GetBytes($"{{\"{field}\":\""), 0xFF, .. "\"}"u8];
        Assert.Equal("The payload is not valid UTF-8.", MessageOf(payload));
    }

    [Theory]
    [InlineData("""{"cmd":"direct","msg":"\ud800"}""", "Field 'msg' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"direct","msg":"\ude00\ud83d"}""", "Field 'msg' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"direct","peerId":"\ud800x"}""", "Field 'peerId' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"\udfff"}""", "Field 'cmd' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"conv","op":"start","m":["tom","\ud800"]}""", "An item of field 'm' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"conv","op":"start","attr":{"name":"\ud800"}}""", "Field 'attr' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"conv","op":"start","attr":{"\ud800\u0041":1}}""", "Field 'attr' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"direct","somethingNew":["\\\ud800\\"]}""", "Field 'somethingNew' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"direct","\ud800":1}""", "The name of a field holds half a surrogate pair.")]
    [InlineData("""{"cmd":"direct","binaryMsg":"\ud800"}""", "Field 'binaryMsg' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"logs","logs":[{"msgId":"m1","data":"\ud800"}]}""", "Field 'logs.data' holds half a surrogate pair.")]
    public void Half_a_surrogate_pair_is_refused_wherever_it_stands(string payload, string message) => Assert.Equal(message, MessageOf(payload));

    [Fact]
    public void A_long_unknown_name_is_not_repeated_in_the_message() =>
        Assert.Equal("Field '…' holds half a surrogate pair.", MessageOf($$"""{"cmd":"direct","{{new string('x', 65)}}":"\ud800"}"""));

    [Fact]
    public void Two_different_commands_in_one_frame_are_refused()
    {
        Assert.Equal("Field 'cmd' appears twice, with different values.", MessageOf("""{"cmd":"direct","i":1,"cmd":"ack"}"""));
        Assert.Equal("Field 'cmd' appears twice, with different values.", MessageOf("""{"i":1,"cmd":"direct","cmd":"ack"}"""));
        Assert.IsType<AckFrame>(Json.Decode("""{"cmd":"ack","cmd":"ack","cmd":null}"""));
    }
}
