using System.Text.Json;

namespace LeanRx.Messages.Internal;

// protocol.md §5.2
/// <summary>The types of messages that everybody knows.</summary>
internal static class MessageFormats
{
    public const int Text = -1;

    public static IReadOnlyList<MessageFormat> BuiltIn { get; } =
    [
        new TextFormat(),
        new MediaFormat<ImageMessage>(-2, static file => new ImageMessage { Url = file.Url, ObjectId = file.ObjectId, Metadata = file.Metadata }),
        new MediaFormat<AudioMessage>(-3, static file => new AudioMessage { Url = file.Url, ObjectId = file.ObjectId, Metadata = file.Metadata }),
        new MediaFormat<VideoMessage>(-4, static file => new VideoMessage { Url = file.Url, ObjectId = file.ObjectId, Metadata = file.Metadata }),
        new LocationFormat(),
        new MediaFormat<FileMessage>(-6, static file => new FileMessage { Url = file.Url, ObjectId = file.ObjectId, Metadata = file.Metadata }),
        new RecalledFormat(),
    ];

    sealed class TextFormat() : MessageFormat(Text, typeof(TextMessage))
    {
        public override Message Read(in TypedBody body, ReadOnlySpan<byte> utf8) => new TextMessage { Text = body.Text, Attributes = body.Attributes };
    }

    sealed class RecalledFormat() : MessageFormat(-127, typeof(RecalledMessage))
    {
        public override Message Read(in TypedBody body, ReadOnlySpan<byte> utf8) => new RecalledMessage();
    }

    sealed class LocationFormat() : MessageFormat(-5, typeof(LocationMessage))
    {
        public override Message? Read(in TypedBody body, ReadOnlySpan<byte> utf8) => body.Location is { } place
            ? new LocationMessage { Latitude = place.Latitude, Longitude = place.Longitude, Text = body.Text, Attributes = body.Attributes }
            : null;

        public override void Write(Utf8JsonWriter writer, Message message)
        {
            var location = (LocationMessage)message;
            writer.WriteStartObject("_lcloc"u8);
            writer.WriteNumber("longitude"u8, location.Longitude);
            writer.WriteNumber("latitude"u8, location.Latitude);
            writer.WriteEndObject();
        }
    }

    sealed class MediaFormat<T>(int typeCode, Func<FileBody, T> create) : MessageFormat(typeCode, typeof(T)) where T : MediaMessage
    {
        public override Message Read(in TypedBody body, ReadOnlySpan<byte> utf8) =>
            create(body.File ?? FileBody.Empty) with { Text = body.Text, Attributes = body.Attributes };

        public override void Write(Utf8JsonWriter writer, Message message) => FileBody.Write(writer, (MediaMessage)message);
    }
}
