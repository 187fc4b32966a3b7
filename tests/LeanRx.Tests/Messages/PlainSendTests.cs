using System.Buffers;
using System.Text;
using LeanRx.Common.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.Tests.Messages;

/// <summary>The short way of plain texts to the server beside the codec's: what it writes is what the codec writes.</summary>
public class PlainSendTests
{
    static string? Plain(int serialId, string peerId, string conversationId, string text, string token)
    {
        var buffer = new PayloadBuffer();
        if (new PlainSend(serialId, peerId, conversationId, text).TryWrite(Encoding.UTF8.GetBytes(token), buffer))
            return Encoding.UTF8.GetString(buffer.Written);
        Assert.Equal(0, buffer.Written.Length);
        return null;
    }

    static string ByCodec(int serialId, string peerId, string conversationId, string text, string token)
    {
        var buffer = new ArrayBufferWriter<byte>();
        JsonFrameCodec.Default.Encode(new DirectFrame
        {
            SerialId = serialId,
            PeerId = peerId,
            ConversationId = conversationId,
            Body = MessageBodyWriter.Text(text, nameof(text)),
            DeduplicationToken = token,
        }, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("你好，世界。 {}[]:,'<>&+/")]
    [InlineData("Łódź, Ελλάδα, ｱ")]
    public void A_plain_text_takes_it(string text) =>
        Assert.Equal(ByCodec(int.MaxValue, "to\"m", "c\\1\n", text, "abc-1"), Plain(int.MaxValue, "to\"m", "c\\1\n", text, "abc-1"));

    [Theory]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("one\ntwo")]
    [InlineData("\u007f")]
    [InlineData("\u2028")]
    [InlineData("😀")]
    [InlineData("\ud83d")]
    [InlineData("\ufffd")]
    [InlineData("\ue000")]
    public void What_is_escaped_is_the_codecs(string text) => Assert.Null(Plain(7, "tom", "c1", $"a{text}b", "abc-1"));

    [Fact]
    [Trait("Speed", "slow")]
    public void Whatever_the_text_it_writes_what_the_codec_writes_or_nothing()
    {
        var random = new Random(18);
        var taken = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => Character(random))]);
            if (Plain(1 + random.Next(int.MaxValue), "tom", "c1", text, "abc-1") is null)
                continue;
            taken++;
            var serial = 1 + random.Next(int.MaxValue - 1);
            Assert.Equal(ByCodec(serial, text, "c1", text, "abc-1"), Plain(serial, text, "c1", text, "abc-1"));
        }
        Assert.True(taken > 15_000, $"{taken} were taken.");
    }

    static char Character(Random random) => (char)(random.Next(8) switch
    {
        0 => random.Next(0x30, 0x100),
        1 => random.Next(0x4E00, 0x9FA5),
        2 => random.Next(8) == 0 ? random.Next(0x10000) : 'z',
        _ => random.Next(0x61, 0x7B),
    });

    [Fact]
    [Trait("Speed", "slow")]
    public void Every_character_alone_is_written_as_the_codec_writes_it_or_left_to_it()
    {
        for (var character = 0; character <= char.MaxValue; character++)
        {
            var text = ((char)character).ToString();
            if (Plain(7, "tom", "c1", text, "abc-1") is { } plain && plain != ByCodec(7, "tom", "c1", text, "abc-1"))
                Assert.Fail($"U+{character:X4}: {plain}");
        }
    }
}
