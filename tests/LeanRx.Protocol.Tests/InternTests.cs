using System.Text;

namespace LeanRx.Protocol.Tests;

public class InternTests
{
    static DirectFrame Read(JsonFrameCodec codec, string cid) =>
        Assert.IsType<DirectFrame>(codec.Decode(Encoding.UTF8.GetBytes($$"""{"cmd":"direct","cid":"{{cid}}"}""")));

    [Theory]
    [InlineData("65a1b2c3d4e5f60718293a4b")]
    [InlineData("汤姆")]
    public void An_id_that_comes_again_is_the_same_string(string id)
    {
        var codec = new JsonFrameCodec(internIds: true);
        var first = Read(codec, id).ConversationId;
        Assert.Equal(id, first);
        Assert.Same(first, Read(codec, id).ConversationId);
    }

    [Fact]
    public void Without_interning_it_is_another() =>
        Assert.NotSame(Read(JsonFrameCodec.Default, "c1").ConversationId, Read(JsonFrameCodec.Default, "c1").ConversationId);

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void Empty_and_long_ids_are_read_all_the_same(int length)
    {
        var codec = new JsonFrameCodec(internIds: true);
        Assert.Equal(new string('x', length), Read(codec, new string('x', length)).ConversationId);
        Assert.Equal(new string('x', length), Read(codec, new string('x', length)).ConversationId);
    }

    [Fact]
    public void Thousands_of_ids_push_each_other_out_and_stay_right()
    {
        var codec = new JsonFrameCodec(internIds: true);
        for (var round = 0; round < 2; round++)
            for (var number = 0; number < 5_000; number++)
                Assert.Equal($"c{number}", Read(codec, $"c{number}").ConversationId);
    }

    [Fact]
    public void Words_of_the_protocol_are_the_constants_themselves()
    {
        Assert.Same(ConversationOperations.MembersJoined, Json.Decode<ConversationFrame>("""{"cmd":"conv","op":"members-joined"}""").Operation);
        Assert.Same(SessionOperations.Opened, Json.Decode<SessionFrame>("""{"cmd":"session","op":"opened"}""").Operation);
        Assert.Same(LogsDirections.Newer, Json.Decode<LogsFrame>("""{"cmd":"logs","direction":"NEW"}""").Direction);
        Assert.Equal("members-teleported", Json.Decode<ConversationFrame>("""{"cmd":"conv","op":"members-teleported"}""").Operation);
    }

    [Fact]
    public void One_codec_serves_many_threads()
    {
        var codec = new JsonFrameCodec(internIds: true);
        Parallel.For(0, 20_000, number => Assert.Equal($"c{number % 600}", Read(codec, $"c{number % 600}").ConversationId));
    }
}
