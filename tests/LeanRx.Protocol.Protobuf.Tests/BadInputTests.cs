namespace LeanRx.Protocol.Tests;

public class BadInputTests
{
    [Fact]
    public void A_frame_that_ends_early_is_refused()
    {
        var whole = Protobuf.Encode(Json.Decode("""{"cmd":"conv","op":"query","peerId":"tom","i":7,"where":{"m":"tom"},"limit":10}"""));
        for (var length = whole.Length - 18; length < whole.Length; length++)
            Assert.Throws<FrameFormatException>(() => Protobuf.Decode(whole.AsSpan(0, length)));
    }

    [Fact]
    public void A_number_without_end_is_refused() =>
        Assert.Contains("protobuf", Assert.Throws<FrameFormatException>(() => Protobuf.Decode([0x28, .. Enumerable.Repeat((byte)0xFF, 20)])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_length_that_claims_two_gigabytes_is_refused_and_costs_no_memory()
    {
        byte[] payload = [0x22, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, (byte)'t'];
        Assert.Throws<FrameFormatException>(() => Protobuf.Decode(payload));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<FrameFormatException>(() => Protobuf.Decode(payload));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public void A_family_without_name_is_unknown_by_its_number() => Assert.Equal("99", Assert.IsType<UnknownFrame>(Protobuf.Decode(0x08, 99)).Command);

    [Fact]
    public void An_operation_without_name_is_its_number() =>
        Assert.Equal("250", Assert.IsType<ConversationFrame>(Protobuf.Decode(0x08, 1, 0x10, 0xFA, 0x01)).Operation);

    [Fact]
    public void Fields_without_name_are_skipped() =>
        Assert.Equal("t", Protobuf.Decode([0x08, 2, 0x22, 1, (byte)'t', 0xFA, 0x7F, 3, 1, 2, 3]).PeerId);

    [Fact]
    public void Broken_JSON_inside_is_refused() =>
        Assert.Contains("JSON",
            Assert.Throws<FrameFormatException>(() => Protobuf.Decode([0x08, 1, 0xF2, 0x06, 7, 0xAA, 0x06, 4, 0x0A, 2, (byte)'{', (byte)'"'])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void JSON_inside_that_nests_too_deep_is_refused()
    {
        var deep = new string('[', 100) + new string(']', 100);
        var command = Protobuf.Encode(new ConversationFrame { Where = System.Text.Json.JsonDocument.Parse(deep, new() { MaxDepth = 200 }).RootElement });
        Assert.Throws<FrameFormatException>(() => Protobuf.Decode(command));
    }

    [Fact]
    public void Text_that_is_not_base64_is_refused() =>
        Assert.Equal("The payload is not base64.", Assert.Throws<FrameFormatException>(() => ProtobufFrameCodec.Base64.Decode("{\"cmd\":\"echo\"}"u8)).Message);

    [Fact]
    public void An_operation_that_has_no_number_cannot_be_written() =>
        Assert.Contains("'error'", Assert.Throws<ArgumentException>(() => Protobuf.Encode(new ConversationFrame { Operation = "error" })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_family_that_has_no_number_cannot_be_written() =>
        Assert.Contains("'poke'", Assert.Throws<ArgumentException>(() => Protobuf.Encode(new UnknownFrame("poke"))).Message, StringComparison.Ordinal);
}
