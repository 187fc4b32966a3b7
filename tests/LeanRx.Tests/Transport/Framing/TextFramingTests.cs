using System.Text;
using LeanRx.Protocol.Framing.Internal;
using static LeanRx.Tests.Transport.Framing.ServerFrames;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>Texts that are UTF-8, and such as are not. The numbers are those of the Autobahn test suite.</summary>
public class TextFramingTests
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));

    static byte[] InFragments(byte[] payload, int size)
    {
        var bytes = new List<byte>();
        for (var at = 0; at < Math.Max(1, payload.Length); at += size)
            bytes.AddRange(Frame(at == 0 ? WebSocketOpcode.Text : WebSocketOpcode.Continuation, payload[at..Math.Min(payload.Length, at + size)],
                isFinal: at + size >= payload.Length));
        return [.. bytes];
    }

    // 6.2.1 to 6.2.4, 6.5.1 to 6.5.5, 6.7.1 to 6.7.4, 6.9.1 to 6.9.4, 6.11.1 to 6.11.5, 6.22.1 to 6.22.34, 6.23.1 to 6.23.7
    [Theory]
    [InlineData("48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121")]
    [InlineData("cebae1bdb9cf83cebcceb5")]
    [InlineData("00")]
    [InlineData("7f")]
    [InlineData("c280")]
    [InlineData("dfbf")]
    [InlineData("e0a080")]
    [InlineData("ed9fbf")]
    [InlineData("ee8080")]
    [InlineData("efbfbd")]
    [InlineData("efbfbe")]
    [InlineData("efbfbf")]
    [InlineData("f0908080")]
    [InlineData("f09fbfbe")]
    [InlineData("f3bfbfbf")]
    [InlineData("f48fbfbf")]
    [InlineData("f09f9880e4bda0e5a5bdf09f9880")]
    public async Task What_is_UTF8_comes_as_it_is_wherever_it_is_cut(string hex)
    {
        var payload = Hex(hex);
        for (var size = 1; size <= payload.Length; size++)
            await FramingCase.CheckAsync(InFragments(payload, size), FramingRun.Told(payload, isText: true), FramingCase.Lost);
    }

    // 6.3.1, 6.3.2, 6.6.1 to 6.6.11, 6.8.1, 6.8.2, 6.10.1 to 6.10.3, 6.12.1 to 6.12.8, 6.13.1 to 6.13.5, 6.14.1 to 6.14.10, 6.15.1, 6.16.1 to 6.16.3,
    // 6.17.1 to 6.17.5, 6.18.1 to 6.18.5, 6.19.1 to 6.19.5, 6.20.1 to 6.20.7, 6.21.1 to 6.21.8
    [Theory]
    [InlineData("cebae1bdb9cf83cebcceb5eda080656469746564")]
    [InlineData("ce")]
    [InlineData("ceba e1")]
    [InlineData("ceba e1bd")]
    [InlineData("f8 88 80 80 80")]
    [InlineData("fc 84 80 80 80 80")]
    [InlineData("f7 bf bf bf")]
    [InlineData("fb bf bf bf bf")]
    [InlineData("fd bf bf bf bf bf")]
    [InlineData("f4 90 80 80")]
    [InlineData("80")]
    [InlineData("bf")]
    [InlineData("80bf80bf80bf80")]
    [InlineData("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbe")]
    [InlineData("c020c120c220c320c420c520")]
    [InlineData("e020e120e220")]
    [InlineData("f020f120f220")]
    [InlineData("f820f920fa20fb20")]
    [InlineData("fc20fd20")]
    [InlineData("c0")]
    [InlineData("e080")]
    [InlineData("f08080")]
    [InlineData("df")]
    [InlineData("efbf")]
    [InlineData("f7bfbf")]
    [InlineData("fe")]
    [InlineData("ff")]
    [InlineData("fefeffff")]
    [InlineData("c0af")]
    [InlineData("e080af")]
    [InlineData("f08080af")]
    [InlineData("c1bf")]
    [InlineData("e09fbf")]
    [InlineData("f08fbfbf")]
    [InlineData("c080")]
    [InlineData("e08080")]
    [InlineData("f0808080")]
    [InlineData("eda080")]
    [InlineData("edadbf")]
    [InlineData("edae80")]
    [InlineData("edafbf")]
    [InlineData("edb080")]
    [InlineData("edbe80")]
    [InlineData("edbfbf")]
    [InlineData("eda080edb080")]
    [InlineData("edafbfedbfbf")]
    public async Task What_is_not_is_refused_with_1007_wherever_it_is_cut(string hex)
    {
        var payload = Hex(hex);
        for (var size = 1; size <= payload.Length; size++)
            await FramingCase.CheckFailureAsync([.. Text("one"), .. InFragments(payload, size), .. Ping()], 1007, before: "text one");
    }

    // 6.4.1 to 6.4.4
    [Theory]
    [InlineData("cebae1bdb9cf83cebcceb5f4", "90")]
    [InlineData("cebae1bdb9cf83cebcceb5", "eda0")]
    public async Task It_is_refused_at_the_first_byte_that_cannot_be(string before, string bad)
    {
        var begun = Frame(WebSocketOpcode.Text, [.. Hex(before), .. Hex(bad), .. new byte[100]], isFinal: false);
        var upToIt = begun[..(2 + before.Length / 2 + bad.Length / 2)];
        Assert.Equal(["refused 1007", "sent close 1007"], await FramingRun.ReadAsync(upToIt));
        Assert.Equal([FramingCase.Lost], await FramingRun.ReadAsync(upToIt[..^1]));
    }

    [Fact]
    public async Task A_text_that_is_too_large_to_be_kept_is_checked_all_the_same()
    {
        byte[] large = [.. InFragments([.. Enumerable.Repeat((byte)'x', 500)], 100), .. Text("one")];
        Assert.Equal(["discarded 500 text", "text one", FramingCase.Lost], await FramingRun.ReadAsync(large, maxPayloadBytes: 150));
        byte[] broken = [.. InFragments([.. Enumerable.Repeat((byte)'x', 500), 0xFF], 100), .. Text("one")];
        Assert.Equal(["refused 1007", "sent close 1007"], await FramingRun.ReadAsync(broken, maxPayloadBytes: 150));
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void A_text_in_pieces_is_taken_for_UTF8_exactly_where_the_whole_of_it_is()
    {
        var random = new Random(5);
        var lead = Hex("00 41 7f 80 8f 90 9f a0 bf c0 c1 c2 df e0 e1 ec ed ee ef f0 f1 f4 f5 ff");
        for (var round = 0; round < 200_000; round++)
        {
            var text = new byte[random.Next(9)];
            for (var index = 0; index < text.Length; index++)
                text[index] = lead[random.Next(lead.Length)];
            var validator = new Utf8Validator();
            var isValid = true;
            for (var at = 0; isValid && at < text.Length;)
            {
                var size = Math.Min(text.Length - at, random.Next(4));
                isValid = validator.Append(text.AsSpan(at, size));
                at += size;
            }
            Assert.True(IsUtf8(text) == (isValid && validator.IsComplete), Convert.ToHexString(text));
        }
    }

    static bool IsUtf8(byte[] text)
    {
        try
        {
            Strict.GetCharCount(text);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
