using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.MissedEventSources.Internal;

// protocol.md §4.16
/// <summary>Reads a page of missed events in either of its shapes: sorted by kind, or flat. What is no frame is left out.</summary>
internal static class MissedEventText
{
    public static MissedEventPage Parse(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(SurrogateCheck.HasLoneSurrogate(answer.Span) ? SurrogateCheck.Mended(answer.Span) : answer);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw NoPage(null);
            var permanent = Member(root, "permanent", JsonValueKind.Object) ?? root;
            var droppable = Member(root, "droppable", JsonValueKind.Object);
            var pushes = Member(permanent, "notifications", JsonValueKind.Array) ?? throw NoPage(null);
            var isComplete = droppable is not { } lost || Member(lost, "invalidLocalConvCache", JsonValueKind.True) is null;
            return new MissedEventPage(Frames(pushes)) { HasMore = Member(permanent, "hasMore", JsonValueKind.True) is not null, IsComplete = isComplete };
        }
        catch (JsonException exception)
        {
            throw NoPage(exception);
        }
    }

    static List<Frame> Frames(JsonElement pushes)
    {
        var frames = new List<Frame>();
        foreach (var push in pushes.EnumerateArray())
        {
            if (push.ValueKind == JsonValueKind.Object && Read(JsonObjects.From(push)) is { } frame)
                frames.Add(frame);
        }
        return frames;
    }

    static Frame? Read(JsonObject push)
    {
        // The flat shape spells operations as the enum of the protobuf dialect does.
        if (push["op"] is JsonValue operation && operation.TryGetValue<string>(out var name))
            push["op"] = name.Replace('_', '-');
        try
        {
            return JsonFrameCodec.Default.Decode(Encoding.UTF8.GetBytes(push.ToJsonString()));
        }
        catch (FrameFormatException)
        {
            // One that cannot be read does not cost the others.
            return null;
        }
    }

    static JsonElement? Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    static InvalidResponseException NoPage(Exception? cause) => new("The server's answer is no page of missed events.", cause);
}
