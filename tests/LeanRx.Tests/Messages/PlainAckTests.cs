using System.Text;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.Tests.Messages;

/// <summary>The short way of answers to messages beside the codec's: where it answers, it says the same.</summary>
public class PlainAckTests
{
    const string Usual = "{\"cmd\":\"ack\",\"i\":7,\"peerId\":\"tom\",\"cid\":\"c1\",\"uid\":\"m1\",\"t\":1700000000123}";

    static readonly JsonFrameCodec Codec = new(internIds: true, mendText: true);

    static AckFrame? Read(byte[] payload) => PlainAck.TryRead(payload, "tom"u8, out var ack) ? ack.ToFrame() : null;

    static AckFrame? Read(string payload) => Read(Encoding.UTF8.GetBytes(payload));

    [Theory]
    [InlineData(Usual)]
    [InlineData("{\"peerId\":\"tom\",\"cmd\":\"ack\",\"t\":1700000000123,\"uid\":\"m1\",\"i\":7}")]
    [InlineData("{\"i\":7,\"uid\":\"m1\",\"t\":1700000000123,\"cmd\":\"ack\"}")]
    public void An_answer_in_its_usual_form_takes_it_in_any_order(string payload) =>
        Assert.Equal(new AckFrame { SerialId = 7, MessageUid = "m1", Timestamp = 1700000000123 }, Read(payload));

    [Theory]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"peerId\":\"other\",\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"peerId\":\"\",\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"uid\":\"m1\",\"t\":1,\"code\":4401}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"uid\":\"m1\",\"t\":1,\"t\":2}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"i\":8,\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"cmd\":\"ack\",\"i\":7,\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":0,\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":-7,\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7.0,\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":2147483648,\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"uid\":\"m1\",\"t\":253402300800000}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"uid\":\"m1\",\"t\":1e3}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"uid\":\"m1\"}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"uid\":\"\",\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"uid\":null,\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"uid\":\"m\\u0031\",\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"cmd\":\"rcp\",\"i\":7,\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"i\":7,\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"cmd\": \"ack\",\"i\":7,\"uid\":\"m1\",\"t\":1}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"uid\":\"m1\",\"t\":1} ")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"uid\":\"m1\",\"t\":1,}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":7,\"uid\":\"m1\",\"t\":1")]
    [InlineData("{}")]
    [InlineData("")]
    public void Everything_else_is_the_codecs(string payload) => Assert.Null(Read(payload));

    [Fact]
    [Trait("Speed", "slow")]
    public void Whatever_comes_it_says_what_the_codec_says_or_nothing()
    {
        var random = new Random(22);
        byte[] stuff = [.. "{}\":,\\ 0123456789acdiktu-_.+eE"u8, 0, 31, 127, 0xC3, 0xA9, 0xED, 0xA0, 0x80, 0xFF];
        var taken = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var payload = new List<byte>(Encoding.UTF8.GetBytes(Usual));
            for (var changes = random.Next(4); changes > 0; changes--)
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
            if (Read([.. payload]) is not { } ack)
                continue;
            taken++;
            var frame = Assert.IsType<AckFrame>(Codec.Decode([.. payload]));
            Assert.Equal(frame with { PeerId = null, ConversationId = null }, ack);
            Assert.True(frame.PeerId is null or "tom");
        }
        Assert.True(taken > 10_000, $"{taken} were taken.");
    }
}
