namespace LeanRx.Protocol.Tests;

/// <summary>Every field number of every message with every wire type, and with text that is none: the frame can still be answered.</summary>
public class WrongFieldTests
{
    const int HighestNumber = 60;

    static readonly byte[] s_half = [0xED, 0xA0, 0xBD];

    /// <summary>
    /// A number, eight bytes, a text, a text that is no UTF-8, JSON that is none or has half a surrogate pair, a sub-message that ends early, four bytes.
    /// </summary>
    static readonly (int WireType, byte[] Value)[] s_values =
    [
        (0, [5]), (0, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]), (1, new byte[8]), (2, Sized("10"u8)), (2, Sized(s_half)), (2, Sized([])),
            (5, new byte[4]),
        (2, Sized([0x0A, .. Sized("{"u8)])), (2, Sized([0x0A, .. Sized("{\"a\":\"\\ud83d\"}"u8)])), (2, Sized([0x0A, .. Sized(s_half)])),
            (2, Sized([0x0A, 0x7F])), (2, Sized([0xFF, 0xFF])),
        (2, Sized([0x0A, .. Sized([.. Enumerable.Repeat((byte)'[', 80), .. Enumerable.Repeat((byte)']', 80)])])),
    ];

    [Fact]
    [Trait("Speed", "slow")]
    public void A_frame_with_any_field_of_any_type_is_read_or_says_which_request_it_was()
    {
        for (var command = 0; command <= 22; command++)
        {
            for (var body = 100; body <= 117; body++)
            {
                for (var number = 1; number <= HighestNumber; number++)
                {
                    foreach (var (wireType, value) in s_values)
                        AssertAnswerable(command, [.. Tag(body, 2), .. Sized([.. Tag(number, wireType), .. value])]);
                }
            }
        }
    }

    [Fact]
    public void A_frame_whose_outer_fields_are_of_any_type_is_read_or_says_which_request_it_was()
    {
        for (var number = 6; number <= 120; number++)
        {
            foreach (var (wireType, value) in s_values)
                AssertAnswerable(1, [.. Tag(number, wireType), .. value]);
        }
    }

    [Fact]
    public void An_id_that_is_no_text_is_not_known()
    {
        var fault = Assert.Throws<FrameFormatException>(() => Protobuf.Decode([0x08, 1, 0x22, .. Sized(s_half), 0x28, 7]));
        Assert.Equal(("conv", 7, null), (fault.Request!.Command, fault.Request.SerialId, fault.Request.PeerId));
    }

    [Theory]
    [InlineData("08")]
    [InlineData("2807B206FFFFFFFF07")]
    [InlineData("0800B206FFFFFFFF07")]
    [InlineData("0B0B0B0B")]
    public void What_does_not_even_hold_together_is_no_frame(string hex)
    {
        Assert.Null(Assert.Throws<FrameFormatException>(() => Protobuf.Decode(Convert.FromHexString(hex))).Request);
    }

    [Fact]
    public void JSON_inside_is_mended_where_the_codec_mends()
    {
        byte[] payload = [0x08, 1, .. Tag(110, 2), .. Sized([.. Tag(103, 2), .. Sized([0x0A, .. Sized("{\"name\":\"\\ud83d\"}"u8)])])];
        var frame = Assert.IsType<ConversationFrame>(new ProtobufFrameCodec(mendText: true).Decode(payload));
        Assert.Equal("\ufffd", frame.Attributes!.Value.GetProperty("name").GetString());
    }

    static void AssertAnswerable(int command, byte[] rest)
    {
        byte[] payload = [0x08, (byte)command, 0x22, 3, (byte)'t', (byte)'o', (byte)'m', 0x28, 7, .. rest];
        Frame? answered;
        try
        {
            answered = ProtobufFrameCodec.Binary.Decode(payload);
        }
        catch (FrameFormatException fault)
        {
            answered = fault.Request;
        }
        Assert.True(answered is { SerialId: 7, PeerId: "tom" }, Convert.ToHexString(payload));
    }

    static byte[] Tag(int number, int wireType) => Varint((number << 3) | wireType);

    static byte[] Sized(ReadOnlySpan<byte> bytes) => [.. Varint(bytes.Length), .. bytes];

    static byte[] Varint(int value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
