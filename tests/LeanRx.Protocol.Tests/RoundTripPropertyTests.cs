using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;

namespace LeanRx.Protocol.Tests;

public class RoundTripPropertyTests
{
    // All members of a frame as text, by way of the reflection that the library itself does without.
    static readonly JsonSerializerOptions Dumped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static string Dump(Frame frame) => JsonSerializer.Serialize(frame, frame.GetType(), Dumped);

    [Fact]
    public void Every_member_of_every_family_survives() =>
        RandomFrames.Gen.Sample(frame => Assert.Equal(Dump(frame), Dump(Json.Decode(Json.Encode(frame)))), iter: 3_000, print: Json.Encode);

    [Fact]
    public void What_was_read_is_written_as_the_same_bytes() =>
        RandomFrames.Gen.Sample(frame => Json.Encode(frame) is var once && Json.Encode(Json.Decode(once)) == once, iter: 3_000, print: Json.Encode);

    [Fact]
    public void What_is_written_is_JSON_to_others_too() =>
        RandomFrames.Gen.Sample(frame =>
        {
            using var document = JsonDocument.Parse(Json.EncodeToBytes(frame));
            Assert.Equal(frame.Command, document.RootElement.GetProperty("cmd").GetString());
        }, iter: 1_000, print: Json.Encode);

    [Fact]
    public void The_order_of_fields_does_not_matter() =>
        Gen.Select(RandomFrames.Gen, Gen.Int).Sample((frame, seed) =>
        {
            using var document = JsonDocument.Parse(Json.Encode(frame with { Extensions = null }));
            var fields = document.RootElement.EnumerateObject().Select(field => field.ToString()).ToArray();
            new Random(seed).Shuffle(fields);
            return Json.Encode(Json.Decode($"{{{string.Join(',', fields)}}}")) == Json.Encode(frame with { Extensions = null });
        }, iter: 1_000);

    [Fact]
    public void A_codec_that_keeps_ids_reads_the_same_as_one_that_does_not()
    {
        var keeping = new JsonFrameCodec(internIds: true);
        RandomFrames.Gen.Sample(frame => Dump(keeping.Decode(Json.EncodeToBytes(frame))) == Dump(frame), iter: 1_000, print: Json.Encode);
    }
}
