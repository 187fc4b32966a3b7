using System.Buffers;
using System.Text;
using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Tests;

/// <summary>Where most messages take a shorter way through the engine, it leads to the same as the long one.</summary>
public class ShortWayTests
{
    static readonly string[] s_pieces = ["a", "你", "😀", "\ud83d", "\"", "\\", "\\\"", "\n", "\u007f", "\u2028", "{", "}", "\"}", ",", "<", "\t"];

    static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));

    [Fact]
    public void The_answer_to_a_message_is_written_as_its_frame_is()
    {
        var random = new Random(18);
        for (var run = 0; run < 2000; run++)
        {
            var answer = new AcceptedSend(random.Next(3) == 0 ? null : random.Next(), Text(random), Text(random), Text(random), random.NextInt64());
            var (plain, codec) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
            answer.Write(plain);
            JsonFrameCodec.Default.Encode(answer.ToFrame(), codec);
            Assert.Equal(Encoding.UTF8.GetString(codec.WrittenSpan), Encoding.UTF8.GetString(plain.WrittenSpan));
        }
    }

    [Fact]
    public void The_type_of_a_text_is_the_one_that_is_found_by_reading_it()
    {
        string[] begins = ["{\"_lctype\":-1,\"_lctext\":\"", "{\"_lctype\":-10,\"_lctext\":\"", "{\"_lctext\":\"", ""];
        string[] ends = ["\"}", "\",\"_lctype\":2}", "\"}}", ""];
        var random = new Random(18);
        for (var run = 0; run < 5000; run++)
        {
            var body = $"{begins[random.Next(begins.Length)]}{Text(random)}{ends[random.Next(ends.Length)]}";
            // A blank before it, and it is read.
            Assert.Equal(MessageType.Of($" {body}"), MessageType.Of(body));
        }
    }

    [Fact]
    public void Connections_for_which_the_same_waits_share_what_waits()
    {
        var (first, second) = (new FanOutFrame(new DirectFrame { MessageId = "m1" }), new FanOutFrame(new DirectFrame { MessageId = "m2" }));
        var one = first.Behind(null, JsonFrameCodec.Default);
        var two = second.Behind(one, JsonFrameCodec.Default);
        Assert.Same(one, first.Behind(null, JsonFrameCodec.Default));
        Assert.Same(two, second.Behind(one, JsonFrameCodec.Default));
        var alone = second.Behind(null, JsonFrameCodec.Default);
        Assert.Null(alone.Before);
        Assert.Same(one, two.Before);
        Assert.NotSame(alone, second.Behind(null, new JsonFrameCodec()));
    }
}
