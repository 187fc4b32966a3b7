using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Protocol;

namespace LeanRx.Testing.Recordings.Internal;

/// <summary>A page of notifications as a recording holds it.</summary>
static class MissedEventPayload
{
    public static byte[] Write(MissedEventPage page)
    {
        var frames = new JsonArray();
        foreach (var frame in page.Frames)
        {
            var text = new ArrayBufferWriter<byte>();
            JsonFrameCodec.Default.Encode(frame, text);
            frames.Add(JsonNode.Parse(text.WrittenSpan));
        }
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["hasMore"] = page.HasMore, ["isComplete"] = page.IsComplete, ["notifications"] = frames },
            RecordingJson.Default.JsonObject);
    }

    public static MissedEventPage Read(ReadOnlyMemory<byte> payload)
    {
        using var page = JsonDocument.Parse(payload);
        var root = page.RootElement;
        var frames = root.GetProperty("notifications").EnumerateArray()
            .Select(static frame => JsonFrameCodec.Default.Decode(Encoding.UTF8.GetBytes(frame.GetRawText())));
        return new MissedEventPage([.. frames])
        {
            HasMore = root.GetProperty("hasMore").GetBoolean(),
            IsComplete = root.GetProperty("isComplete").GetBoolean(),
        };
    }
}
