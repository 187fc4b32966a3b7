using LeanRx.Protocol;
using LeanRx.Server.AspNetCore.Sockets.Internal;

namespace LeanRx.Server.AspNetCore.Tests.Sockets;

public class FrameCodecsTests
{
    static string? IdOf(IFrameCodec codec) => Assert.IsType<DirectFrame>(codec.Decode("""{"cmd":"direct","cid":"c1"}"""u8)).ConversationId;

    [Fact]
    public void What_a_socket_sends_to_again_and_again_is_one_string()
    {
        var decoder = new FrameCodecs(64).DecoderOf(FrameEncoding.Json);
        Assert.Same(IdOf(decoder), IdOf(decoder));
    }

    [Fact]
    public void One_socket_does_not_push_out_what_another_keeps()
    {
        var codecs = new FrameCodecs(64);
        Assert.NotSame(codecs.DecoderOf(FrameEncoding.Json), codecs.DecoderOf(FrameEncoding.Json));
    }

    [Theory]
    [InlineData(FrameEncoding.Json)]
    [InlineData(FrameEncoding.Protobuf)]
    [InlineData(FrameEncoding.ProtobufBase64)]
    internal void Deliveries_are_written_by_one_codec_for_all_sockets(FrameEncoding encoding)
    {
        var codecs = new FrameCodecs(64);
        Assert.Same(codecs[encoding], codecs[encoding]);
        Assert.Equal(codecs[encoding].IsText, codecs.DecoderOf(encoding).IsText);
    }
}
