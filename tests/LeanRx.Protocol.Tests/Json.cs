using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Protocol.Tests;

/// <summary>Short ways from JSON text to frames and back.</summary>
static class Json
{
    public static Frame Decode(string json) => JsonFrameCodec.Default.Decode(Encoding.UTF8.GetBytes(json));

    public static T Decode<T>(string json) where T : Frame => Assert.IsType<T>(Decode(json));

    public static string Encode(Frame frame) => Encoding.UTF8.GetString(EncodeToBytes(frame));

    public static byte[] EncodeToBytes(Frame frame)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonFrameCodec.Default.Encode(frame, output);
        return output.WrittenSpan.ToArray();
    }

    public static void AssertSame(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"expected {expected}\nbut was  {actual}");

    public static JsonElement Element(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
