using System.Text.Json.Nodes;
using CsCheck;
using Google.Protobuf.Reflection;
using LeanRx.Protocol.Protobuf.Internal;
using LeanRx.Protocol.Protobuf.Internal.Messages;

namespace LeanRx.Protocol.Tests;

public class BothCodecsTests
{
    static readonly string[] Operations =
        [.. FramesReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(OpType)).Values.Select(value => value.Name.Replace('_', '-'))];

    static readonly Gen<Frame> Known = Gen.Select(RandomFrames.Gen.Where(frame => WireNames.TryGetCommand(frame.Command, out _)), Gen.OneOf(Operations))
        .Select(WithOperation);

    // A random text is no operation that has a number.
    static Frame WithOperation(Frame frame, string operation)
    {
        var fields = Fields(Json.Encode(frame));
        if (fields.ContainsKey("op"))
            fields["op"] = operation;
        // The one place where JSON lets any value stand and protobuf has room for text alone.
        if (frame is ReportFrame)
            fields["data"] = "token";
        return Json.Decode(fields.ToJsonString());
    }

    static string Numbered(string json) => Json.Encode(Json.Decode(NumberedFields.Of(Fields(json)).ToJsonString()));

    static JsonObject Fields(string json) => (JsonObject)JsonNode.Parse(json)!;

    public static TheoryData<string, string, string> Frames => Examples.All;

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_of_the_protocol_document_is_the_same_in_both_dialects(string section, string json, string expected)
    {
        Assert.StartsWith("§", section);
        var frame = Json.Decode(json);
        if (frame is HeartbeatFrame || frame.Command == "pubsub" || json.Contains("\"op\":\"error\"", StringComparison.Ordinal))
            return;
        Json.AssertSame(Numbered(expected), Json.Encode(Protobuf.Decode(Protobuf.Encode(frame))));
    }

    [Fact]
    public void Every_member_that_has_a_number_survives_as_it_does_in_JSON() =>
        Known.Sample(frame => Json.AssertSame(Numbered(Json.Encode(frame)), Json.Encode(Protobuf.Decode(Protobuf.Encode(frame)))), iter: 3_000,
            print: Json.Encode);

    [Fact]
    public void What_was_read_is_written_as_the_same_bytes() =>
        Known.Sample(frame => Protobuf.Encode(frame) is var once && Protobuf.Encode(Protobuf.Decode(once)).AsSpan().SequenceEqual(once), iter: 1_000,
            print: Json.Encode);

    [Fact]
    public void Base64_text_is_the_binary_message_in_other_letters() =>
        Known.Sample(frame =>
        {
            var text = Protobuf.Encode(frame, ProtobufFrameCodec.Base64);
            Assert.Equal(Convert.ToBase64String(Protobuf.Encode(frame)), System.Text.Encoding.ASCII.GetString(text));
            Assert.Equal(Json.Encode(Protobuf.Decode(Protobuf.Encode(frame))), Json.Encode(ProtobufFrameCodec.Base64.Decode(text)));
        }, iter: 500, print: Json.Encode);
}
