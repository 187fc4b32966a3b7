using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeanRx.Protocol;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>A frame as its codec writes it, and beside it the bytes for which the codec of text has no word.</summary>
internal sealed class FrameConverter : JsonConverter<Frame>
{
    public override Frame Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var parts = JsonElement.ParseValue(ref reader);
        var frame = JsonFrameCodec.Default.Decode(JsonMarshal.GetRawUtf8Value(parts[0]));
        return parts.GetArrayLength() == 1 ? frame : frame switch
        {
            DirectFrame direct => direct with { BinaryBody = BytesOf(parts[1]) },
            PatchFrame { Patches: { } patches } patch => patch with
            {
                Patches = [.. patches.Select((item, index) => BytesOf(parts[index + 1]) is { } bytes ? item with { BinaryBody = bytes } : item)],
            },
            _ => frame,
        };
    }

    public override void Write(Utf8JsonWriter writer, Frame value, JsonSerializerOptions options)
    {
        IReadOnlyList<byte[]?> bytes = value switch
        {
            DirectFrame { BinaryBody: { } body } => [body],
            PatchFrame { Patches: { } patches } when patches.Any(static item => item.BinaryBody is not null) =>
                [.. patches.Select(static item => item.BinaryBody)],
            _ => [],
        };
        var text = new ArrayBufferWriter<byte>();
        JsonFrameCodec.Default.Encode(bytes.Count == 0 ? value : WithoutBytes(value), text);
        writer.WriteStartArray();
        writer.WriteRawValue(text.WrittenSpan, skipInputValidation: true);
        foreach (var item in bytes)
            if (item is null)
                writer.WriteNullValue();
            else
                writer.WriteBase64StringValue(item);
        writer.WriteEndArray();
    }

    static Frame WithoutBytes(Frame frame) => frame switch
    {
        DirectFrame direct => direct with { BinaryBody = null },
        PatchFrame patch => patch with { Patches = [.. patch.Patches!.Select(static item => item with { BinaryBody = null })] },
        _ => frame,
    };

    static byte[]? BytesOf(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetBytesFromBase64() : null;
}
