using System.Text.Json;

namespace LeanRx.Messages.Internal;

// protocol.md §5.3
/// <summary><c>_lcfile</c>. Name and size are also read where some senders put them, beside <c>metaData</c>.</summary>
internal sealed record FileBody(Uri? Url, string? ObjectId, FileMetadata? Metadata)
{
    public static FileBody Empty { get; } = new(null, null, null);

    /// <summary>Null when the element is no file.</summary>
    public static FileBody? Read(JsonElement file)
    {
        if (file.ValueKind != JsonValueKind.Object)
            return null;
        Uri? url = null;
        if (file.TryGetProperty("url"u8, out var address) && address.ValueKind != JsonValueKind.Null
            && (address.ValueKind != JsonValueKind.String || !Uri.TryCreate(address.GetString(), UriKind.RelativeOrAbsolute, out url)))
            return null;
        var inner = file.TryGetProperty("metaData"u8, out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        var metadata = new FileMetadata
        {
            Name = StringOf(inner, "name"u8) ?? StringOf(file, "name"u8),
            Format = StringOf(inner, "format"u8) ?? StringOf(file, "format"u8),
            Size = Whole(NumberOf(inner, "size"u8) ?? NumberOf(file, "size"u8)),
            Width = (int?)Whole(NumberOf(inner, "width"u8), int.MaxValue),
            Height = (int?)Whole(NumberOf(inner, "height"u8), int.MaxValue),
            Duration = Seconds(NumberOf(inner, "duration"u8)),
        };
        return new FileBody(url, StringOf(file, "objId"u8), metadata == new FileMetadata() ? null : metadata);
    }

    public static void Write(Utf8JsonWriter writer, MediaMessage message)
    {
        writer.WriteStartObject("_lcfile"u8);
        if (message.Url is { } url)
            writer.WriteString("url"u8, url.OriginalString);
        if (message.ObjectId is { } objectId)
            writer.WriteString("objId"u8, objectId);
        if (message.Metadata is { } metadata)
        {
            writer.WriteStartObject("metaData"u8);
            if (metadata.Name is { } name)
                writer.WriteString("name"u8, name);
            if (metadata.Format is { } format)
                writer.WriteString("format"u8, format);
            if (metadata.Size is { } size)
                writer.WriteNumber("size"u8, size);
            if (metadata.Width is { } width)
                writer.WriteNumber("width"u8, width);
            if (metadata.Height is { } height)
                writer.WriteNumber("height"u8, height);
            if (metadata.Duration is { } duration)
                writer.WriteNumber("duration"u8, duration.TotalSeconds);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    static string? StringOf(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()
            : null;

    static double? NumberOf(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number) ? number : null;

    /// <summary>Widths and sizes arrive as 1024 and as 1024.0; one that cannot be is left out.</summary>
    static long? Whole(double? number, double limit = 1L << 53) => number is { } value && value >= 0 && value <= limit ? (long)value : null;

    static TimeSpan? Seconds(double? number) => number is { } value && value >= 0 && value <= TimeSpan.MaxValue.TotalSeconds / 2
        ? TimeSpan.FromTicks((long)Math.Round(value * TimeSpan.TicksPerSecond)) : null;
}
