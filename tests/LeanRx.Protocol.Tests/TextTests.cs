using System.Buffers;
using System.Text;

namespace LeanRx.Protocol.Tests;

public class TextTests
{
    static string Body(string json) => Json.Decode<DirectFrame>(json).Body!;

    [Theory]
    [InlineData("汤姆")]
    [InlineData("Grüße, Žofie")]
    [InlineData("😀👩‍👩‍👧")]
    [InlineData("\u2028\u2029\uFEFF\uE000\u007F\u0085")]
    [Trait("Row", "S10")]
    public void Text_outside_ASCII_is_written_as_it_is_and_read_the_same_when_escaped(string text)
    {
        var escaped = string.Concat(text.Select(unit => $"\\u{(int)unit:X4}"));
        Assert.Equal(text, Body($$"""{"cmd":"direct","msg":"{{escaped}}"}"""));
        Assert.Equal(text, Body($$"""{"cmd":"direct","msg":"{{text}}"}"""));
        Assert.Equal($$"""{"cmd":"direct","msg":"{{text}}"}""", Json.Encode(new DirectFrame { Body = text }));
        Assert.Equal(text, Json.Decode($$"""{"cmd":"direct","peerId":"{{escaped}}"}""").PeerId);
    }

    [Fact]
    public void Text_outside_ASCII_in_elements_stays_as_it_was_written()
    {
        const string Frame = """{"cmd":"conv","op":"start","attr":{"n\u00e4me":"\ud83d\ude00","汤":"😀","x":[1.50,1e3,-0,true,null,{}]}}""";
        Assert.Equal(Frame, Json.Encode(Json.Decode(Frame)));
        Assert.Equal("😀", Json.Decode<ConversationFrame>(Frame).Attributes!.Value.GetProperty("näme").GetString());
    }

    [Fact]
    public void Quotes_backslashes_and_control_characters_are_escaped()
    {
        var all = string.Concat(Enumerable.Range(0, 128).Select(unit => (char)unit));
        var json = Json.Encode(new DirectFrame { Body = all });
        Assert.Equal(all, Body(json));
        Assert.Contains("""\u0000\u0001""", json);
        Assert.Contains("""\u0007\b\t\n\u000b\f\r\u000e""", json);
        Assert.Contains("""\u001f !\"#""", json);
        Assert.Contains("""[\\]""", json);
        Assert.Contains("<=>", json);
    }

    [Theory]
    [InlineData("\uD800")]
    [InlineData("\uDC00")]
    [InlineData("a\uD800b")]
    [InlineData("\uD83D\uD83D\uDE00")]
    public void Half_a_surrogate_pair_is_written_as_the_replacement_character(string text)
    {
        var replaced = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        Assert.Equal(replaced, Body(Json.Encode(new DirectFrame { Body = text })));
    }

    [Theory]
    [InlineData(510)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(5_000)]
    public void Long_text_is_written_whole_wherever_a_pair_falls(int length)
    {
        var text = new string('x', length) + string.Concat(Enumerable.Repeat("😀\"", 400));
        Assert.Equal(text, Body(Json.Encode(new DirectFrame { Body = text })));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(767)]
    [InlineData(768)]
    [InlineData(769)]
    [InlineData(10_000)]
    public void Bytes_come_back_whole_from_base64(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(index => (byte)(index * 7)).ToArray();
        var json = Json.Encode(new DirectFrame { BinaryBody = bytes });
        Assert.Equal($$"""{"cmd":"direct","binaryMsg":"{{Convert.ToBase64String(bytes)}}"}""", json);
        Assert.Equal(bytes, Json.Decode<DirectFrame>(json).BinaryBody);
    }

    [Fact]
    public void Base64_may_be_escaped_like_any_text() =>
        Assert.Equal([0xFF, 0xFF, 0xFF], Json.Decode<DirectFrame>("""{"cmd":"direct","binaryMsg":"\/\/\/\/"}""").BinaryBody!);

    [Fact]
    public void An_output_that_gives_no_more_than_asked_for_gets_the_same_bytes()
    {
        var frame = new ConversationFrame
        {
            Operation = "start",
            SerialId = int.MinValue,
            Members = [.. Enumerable.Range(0, 500).Select(index => $"client-{index}")],
            Attributes = Json.Element("""{"a":[1,2,3]}""")
        };
        var output = new ExactBuffer();
        JsonFrameCodec.Default.Encode(frame, output);
        Assert.Equal(Json.Encode(frame), Encoding.UTF8.GetString([.. output.Bytes]));
    }

    [Fact]
    public void Elements_lose_blanks_comments_and_nothing_else()
    {
        using var document =
            System.Text.Json.JsonDocument.Parse("""{ "a" : [ 1 , /* two */ 2 , ], "b" : "x  /* y */" , }""",
            new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true });
        Assert.Equal("""{"cmd":"conv","where":{"a":[1,2],"b":"x  /* y */"}}""", Json.Encode(new ConversationFrame { Where = document.RootElement }));
    }

    [Fact]
    public void An_element_that_is_not_there_is_absent()
    {
        Assert.Equal("""{"cmd":"conv"}""",
            Json.Encode(new ConversationFrame { Where = default(System.Text.Json.JsonElement), Attributes = Json.Element("null") }));
        Assert.Equal("""{"cmd":"data","msg":[null,null]}""", Json.Encode(new DataFrame { Items = [default, Json.Element("null")] }));
    }

    [Fact]
    public void An_element_that_is_no_Unicode_text_is_refused() =>
        Assert.Throws<ArgumentException>(() => Json.Encode(new ConversationFrame { Where = Json.Element("""{"a":"\ud800"}""") }));

    sealed class ExactBuffer : IBufferWriter<byte>
    {
        byte[] _lent = [];

        public List<byte> Bytes { get; } = [];

        public void Advance(int count) => Bytes.AddRange(_lent[..count]);

        public Memory<byte> GetMemory(int sizeHint = 0) => _lent = new byte[sizeHint];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
