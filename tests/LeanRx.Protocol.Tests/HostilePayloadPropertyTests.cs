using CsCheck;

namespace LeanRx.Protocol.Tests;

[Trait("Speed", "slow")]
public class HostilePayloadPropertyTests
{
    static readonly string[] Splinters =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-", "1e999", "\"\\ud800\"", "\\udc00", "\"cmd\":\"conv\",", "\"cmd\":null,",
            "\"i\":1,\"i\":{},",
        "\"m\":[null],", "\"logs\":[{}],", "\"r\":1,", "\"where\":[[[[", "/**/", "\u0000", "\u00ff", "\u00c3", "\u00ed\u00a0\u0080", " ",
            "\"msg\":\"\\u00e4\",",
    ];

    static readonly Gen<byte[]> Mutated = Gen.Select(RandomFrames.Gen, Gen.Int.Uniform)
        .Select((frame, seed) => Mutate(Json.EncodeToBytes(frame), new Random(seed)));

    static readonly Gen<byte[]> Splintered = Gen.OneOf(Splinters).Array[0, 30]
        .Select(parts => "{"u8.ToArray().Concat(parts.SelectMany(Latin1)).Append((byte)'}').ToArray());

    static byte[] Latin1(string text) => System.Text.Encoding.Latin1.GetBytes(text);

    static byte[] Mutate(byte[] payload, Random random)
    {
        var bytes = payload.ToList();
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var position = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[position] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(position, Math.Min(bytes.Count - position, random.Next(1, 20))); break;
                case 2: bytes.InsertRange(position, Latin1(Splinters[random.Next(Splinters.Length)])); break;
                case 3: bytes.InsertRange(position, bytes.Skip(random.Next(bytes.Count)).Take(random.Next(40)).ToArray()); break;
                default: bytes.RemoveRange(position, bytes.Count - position); break;
            }
            if (bytes.Count == 0)
                break;
        }
        return [.. bytes];
    }

    // Anything but a frame or a FrameFormatException ends the test; and what was read can be written and read again.
    static void AssertReadOrRefused(byte[] payload)
    {
        Frame frame;
        try
        {
            frame = JsonFrameCodec.Default.Decode(payload);
        }
        catch (FrameFormatException)
        {
            return;
        }
        var once = Json.Encode(frame);
        Assert.Equal(once, Json.Encode(Json.Decode(once)));
    }

    [Fact]
    public void Random_bytes_are_read_or_refused() => Gen.Byte.Array[0, 100].Sample(AssertReadOrRefused, iter: 20_000);

    [Fact]
    public void Damaged_frames_are_read_or_refused() => Mutated.Sample(AssertReadOrRefused, iter: 20_000, print: System.Text.Encoding.Latin1.GetString);

    [Fact]
    public void Splinters_of_JSON_are_read_or_refused() => Splintered.Sample(AssertReadOrRefused, iter: 20_000, print: System.Text.Encoding.Latin1.GetString);

    [Fact]
    public void A_frame_that_ends_anywhere_is_refused() =>
        RandomFrames.Gen.Sample(frame =>
        {
            var payload = Json.EncodeToBytes(frame);
            for (var length = 0; length < payload.Length; length++)
                Assert.Throws<FrameFormatException>(() => JsonFrameCodec.Default.Decode(payload.AsSpan(0, length)));
        }, print: Json.Encode);

    [Fact]
    public void A_quarter_of_a_megabyte_of_fields_is_read_in_one_go()
    {
        var fields = string.Join(',', Enumerable.Range(0, 20_000).Select(number => $"\"f{number}\":0"));
        Assert.Equal(20_000, Json.Decode($"{{{fields}}}").Extensions!.Fields.Count);
    }
}
