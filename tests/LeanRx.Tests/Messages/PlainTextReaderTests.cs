using System.Text;
using LeanRx.Messages.Internal;

namespace LeanRx.Tests.Messages;

/// <summary>The short way of plain texts beside the codec's: where it answers, it says the same.</summary>
public class PlainTextReaderTests
{
    static readonly JsonFrameCodec Codec = new(internIds: true, mendText: true);
    static readonly PlainTextReader Reader = new(Codec, "jerry");
    static readonly MessageFactory Factory = new(MessageTypeRegistry.Empty.Reader(encodesHtml: false));

    const string Usual = "\"peerId\":\"jerry\",\"id\":\"m1\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1700000000123";

    static byte[] Delivery(string text, string fields = Usual) =>
        Encoding.UTF8.GetBytes($"{{\"cmd\":\"direct\",{fields},\"msg\":\"{{\\\"_lctype\\\":-1,\\\"_lctext\\\":\\\"{text}\\\"}}\"}}");

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("你好，😀 {}[]:,'")]
    public void A_plain_text_takes_it(string text)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1700000000123);
        var expected = new TextMessage(text) { Id = "m1", ConversationId = "c1", From = "tom", Timestamp = at };
        Assert.Equal(expected, Reader.Read(Delivery(text)));
        Assert.Equal(expected, Factory.From((DirectFrame)Codec.Decode(Delivery(text))));
        Assert.Equal(Codec.Decode(Delivery(text)) with { PeerId = null }, PlainTextReader.FrameOf(Reader.Read(Delivery(text))!));
    }

    [Fact]
    public void The_addressee_may_come_first_and_may_be_missing()
    {
        var behind = Encoding.UTF8.GetString(Delivery("hello")).Replace("\"peerId\":\"jerry\",", "", StringComparison.Ordinal)[1..];
        Assert.NotNull(Reader.Read(Encoding.UTF8.GetBytes($"{{\"peerId\":\"jerry\",{behind}")));
        Assert.NotNull(Reader.Read(Delivery("hello", "\"id\":\"m1\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1")));
    }

    [Theory]
    [InlineData("\"peerId\":\"other\",\"id\":\"m1\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1")]
    [InlineData("\"id\":\"m1\",\"id\":\"m2\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1")]
    [InlineData("\"id\":\"m1\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1,\"transient\":true")]
    [InlineData("\"id\":\"m1\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1,\"i\":7")]
    [InlineData("\"id\":\"m1\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1.5")]
    [InlineData("\"id\":\"m1\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1e3")]
    [InlineData("\"id\":\"m1\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":99999999999999999999")]
    [InlineData("\"id\":\"m1\",\"cid\":\"c1\",\"fromPeerId\":\"tom\"")]
    [InlineData("\"id\":\"\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1")]
    [InlineData("\"id\":\"m\\u0031\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1")]
    [InlineData("\"id\": \"m1\",\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1")]
    [InlineData("\"id\":null,\"cid\":\"c1\",\"fromPeerId\":\"tom\",\"timestamp\":1")]
    public void Everything_else_is_the_codecs(string fields) => Assert.Null(Reader.Read(Delivery("hello", fields)));

    [Fact]
    [Trait("Speed", "slow")]
    public void Whatever_comes_it_says_what_the_codec_says_or_nothing()
    {
        var random = new Random(21);
        byte[] stuff = [.. "{}\":,\\ 0123456789abctuirnd-_."u8, 0, 31, 127, 0xC3, 0xA9, 0xED, 0xA0, 0x80, 0xFF];
        var taken = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var payload = new List<byte>(Delivery(random.Next(2) == 0 ? "hello" : "再见"));
            for (var changes = random.Next(3); changes > 0; changes--)
            {
                var at = random.Next(payload.Count);
                var value = stuff[random.Next(stuff.Length)];
                if (random.Next(3) == 0)
                    payload.RemoveAt(at);
                else if (random.Next(2) == 0)
                    payload.Insert(at, value);
                else
                    payload[at] = value;
            }
            if (Reader.Read([.. payload]) is not { } message)
                continue;
            taken++;
            var frame = Assert.IsType<DirectFrame>(Codec.Decode([.. payload]));
            Assert.Equal(Factory.From(frame), message);
            Assert.Equal(frame with { PeerId = null }, PlainTextReader.FrameOf(message));
            Assert.True(frame.PeerId is null or "jerry");
            Assert.Equal(frame.Body!.Length, PlainTextReader.LengthOf(message));
        }
        Assert.True(taken > 15_000, $"{taken} were taken.");
    }
}
