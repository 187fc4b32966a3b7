using System.Buffers;
using System.Globalization;
using System.Text;

namespace LeanRx.Protocol.Tests;

/// <summary>The short way of usual messages beside the codec's: whatever comes, both read the same.</summary>
public class PlainDirectTests
{
    static readonly string[] s_pieces =
        ["a", "你", "😀", "\\\"", "\\\"", "\\\\", "\\n", "\\u0041", "\\ud83d", "\"", "\n", "\u007f", "{", "}", ",", ":", "\\", "\\\"_lctype\\\":-1,", ""];

    static readonly string[] s_names = ["cid", "cid", "msg", "msg", "i", "peerId", "dt", "r", "cmd", "transient", "x", "m\\u0073g"];

    static string Text(Random random, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => random.Next(3) > 0 ? "b" : s_pieces[random.Next(s_pieces.Length)]));

    static string Field(Random random)
    {
        var name = s_names[random.Next(s_names.Length)];
        var value = name switch
        {
            "i" => random.Next(6) switch { 0 => "0", 1 => "-1", 2 => "2147483648", 3 => "1.0", _ => random.Next().ToString(CultureInfo.InvariantCulture) },
            "r" or "transient" => "true",
            "cmd" => "\"direct\"",
            _ => random.Next(8) == 0 ? "null" : $"\"{Text(random, random.Next(40) == 0 ? 900 : 8)}\"",
        };
        return $"\"{name}\":{value}";
    }

    static string Payload(Random random)
    {
        List<string> fields = ["\"cmd\":\"direct\"", "\"cid\":\"c1\"", $"\"msg\":\"{Text(random, 30)}\""];
        for (var more = random.Next(3); more > 0; more--)
            fields.Insert(random.Next(fields.Count + 1), Field(random));
        if (random.Next(4) == 0)
            fields.RemoveAt(random.Next(fields.Count));
        return $"{{{string.Join(random.Next(10) == 0 ? ", " : ",", fields)}}}{(random.Next(20) == 0 ? " " : "")}";
    }

    /// <summary>What was read, as it is written again; null for no frame.</summary>
    static string? Read(JsonFrameCodec codec, byte[] payload)
    {
        try
        {
            var output = new ArrayBufferWriter<byte>();
            codec.Encode(codec.Decode(payload), output);
            return Encoding.UTF8.GetString(output.WrittenSpan);
        }
        catch (FrameFormatException)
        {
            return null;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whatever_comes_is_read_as_the_codec_reads_it(bool internsIds)
    {
        var codec = new JsonFrameCodec(internIds: internsIds);
        var random = new Random(18);
        for (var run = 0; run < Amount.Of(some: 2_000, all: 20_000); run++)
        {
            var payload = Encoding.UTF8.GetBytes(Payload(random));
            if (random.Next(5) == 0)
                payload[random.Next(payload.Length)] = (byte)random.Next(256);
            // A blank after the brace, and it is no usual form.
            byte[] spaced = [payload[0], (byte)' ', .. payload[1..]];
            Assert.Equal(Read(codec, spaced), Read(codec, payload));
        }
    }

    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(100_000)]
    public void A_body_may_be_of_any_length(int length)
    {
        var body = $"{{\"_lctype\":-1,\"_lctext\":\"{new string('你', length / 3)}{new string('x', length % 3)}\"}}";
        var written = body.Replace("\"", "\\\"");
        var payload = Encoding.UTF8.GetBytes($$"""{"cmd":"direct","i":7,"cid":"c1","msg":"{{written}}","dt":"t1","peerId":"tom"}""");
        Assert.Equal(new DirectFrame { SerialId = 7, PeerId = "tom", ConversationId = "c1", Body = body, DeduplicationToken = "t1" },
            JsonFrameCodec.Default.Decode(payload));
    }
}
