using System.Text;
using System.Text.Json.Nodes;

namespace LeanRx.Protocol.Tests;

/// <summary>Every field that any frame has, with every value that it should not have: the frame can still be answered.</summary>
public class WrongFieldTests
{
    static readonly string[] s_values =
    [
        "5", "-0.0", "1.5", "1e400", "9223372036854775808", "\"10\"", "\"\\ud83d\"", "\"\\u0000\"", "true", "null", "{}", "[]", "[[1]]", "[{}]", "[5]",
            "[\"\\ude00\"]",
        "{\"a\":\"\\ud83d\"}", "{\"\\ud83d\":1}", "{\"a\":1,\"a\":2}", "[{\"cid\":5,\"pid\":[],\"msgId\":{}}]", new string('[', 80) + new string(']', 80),
    ];

    /// <summary>The fields of each command, as frames made by chance show them.</summary>
    static readonly SortedDictionary<string, SortedSet<string>> s_fields = Fields();

    public static TheoryData<string> Commands { get; } = [.. s_fields.Keys];

    static SortedDictionary<string, SortedSet<string>> Fields()
    {
        var frames = new RandomFrames(new Random(1));
        var fields = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal) { ["somethingNew"] = ["a"] };
        for (var count = 0; count < 2_000; count++)
        {
            var frame = frames.Next();
            if (frame is UnknownFrame)
                continue;
            if (!fields.TryGetValue(frame.Command, out var names))
                fields.Add(frame.Command, names = new(StringComparer.Ordinal));
            names.UnionWith(JsonNode.Parse(Json.Encode(frame with { Extensions = null }))!.AsObject().Select(field => field.Key));
        }
        foreach (var names in fields.Values)
            names.ExceptWith(["cmd", "i"]);
        return fields;
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_frame_with_any_field_of_any_type_is_read_or_says_which_request_it_was(string command)
    {
        foreach (var field in s_fields[command])
        {
            foreach (var value in s_values)
            {
                var rest = (field == "op" ? "" : "\"op\":\"query\",") + (field == "peerId" ? "" : "\"peerId\":\"tom\",");
                var (frame, fault) = Read($"{{\"{field}\":{value},{rest}\"i\":7,\"cmd\":\"{command}\"}}");
                var answered = frame ?? fault!.Request;
                Assert.True(answered is { SerialId: 7 } && answered.Command == command, $"{command}.{field} = {value}: {fault?.Message}");
                if (field != "peerId")
                    Assert.Equal("tom", answered.PeerId);
            }
        }
    }

    [Theory]
    [InlineData("""{"cmd":5,"i":7}""", "", 7, null)]
    [InlineData("""{"cmd":"\ud800","i":7.0,"peerId":"tom"}""", "", 7, "tom")]
    [InlineData("""{"cmd":"direct","i":"7","peerId":"tom"}""", "direct", null, "tom")]
    [InlineData("""{"cmd":"direct","i":7,"peerId":["tom"]}""", "direct", 7, null)]
    [InlineData("""{"cmd":"direct","i":7,"\ud800":1}""", "direct", 7, null)]
    [InlineData("""{"cmd":"direct","i":7,"cmd":"ack"}""", "direct", 7, null)]
    public void What_of_the_envelope_can_be_read_is_known(string payload, string command, int? serialId, string? peerId)
    {
        var request = Read(payload).Fault!.Request!;
        Assert.Equal((command, serialId, peerId), (request.Command, request.SerialId, request.PeerId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"cmd":"direct","i":7""")]
    [InlineData("""{"cmd":"direct","i":7,"msg":{}} {}""")]
    public void What_is_no_object_is_no_frame(string payload) => Assert.Null(Read(payload).Fault!.Request);

    [Theory]
    [InlineData("""{"cmd":"conv","attr":{"name":"\ud83d","\udc00":["a\ud83d\ud83d\ude00\\ud83d"]}}""",
        """{"cmd":"conv","attr":{"name":"\ufffd","\ufffd":["a\ufffd\ud83d\ude00\\ud83d"]}}""")]
    [InlineData("""{"cmd":"direct","msg":"hi \ud83d","from\ud83dPeerId":1}""", """{"cmd":"direct","msg":"hi \ufffd","from\ufffdPeerId":1}""")]
    [InlineData("""{"cmd":"conv","m":["\ud83d","x\ude00"]}""", """{"cmd":"conv","m":["\ufffd","x\ufffd"]}""")]
    public void A_codec_that_mends_text_reads_half_a_pair_as_the_replacement_character(string payload, string mended)
    {
        var codec = new JsonFrameCodec(mendText: true);
        Assert.Equal(Json.Encode(Json.Decode(mended)), Json.Encode(codec.Decode(Encoding.UTF8.GetBytes(payload))));
    }

    static (Frame? Frame, FrameFormatException? Fault) Read(string payload)
    {
        try
        {
            return (Json.Decode(payload), null);
        }
        catch (FrameFormatException fault)
        {
            return (null, fault);
        }
    }
}
