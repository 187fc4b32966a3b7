using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>LeanRx's messages from and to the words of the drivers.</summary>
static class LeanRxContent
{
    public static Message Message(JsonObject content)
    {
        if ((string?)content["string"] is { } bare)
            return new StringMessage(bare);
        if (content["bytes"] is JsonArray bytes)
            return new BinaryMessage(bytes.Select(value => (byte)(int)value!).ToArray());
        var text = (string?)content["text"] ?? "";
        var attributes = content["attributes"]?.DeepClone().AsObject();
        var url = (string?)content["url"] is { } address ? new Uri(address) : null;
        var metadata = content["metadata"] is { } known ? Metadata(known) : null;
        var objectId = (string?)content["objectId"];
        return (int)content["type"]! switch
        {
            Content.TextType => new TextMessage(text) { Attributes = attributes },
            Content.ImageType => new ImageMessage { Text = text, Attributes = attributes, Url = url, ObjectId = objectId, Metadata = metadata },
            Content.AudioType => new AudioMessage { Text = text, Attributes = attributes, Url = url, ObjectId = objectId, Metadata = metadata },
            Content.VideoType => new VideoMessage { Text = text, Attributes = attributes, Url = url, ObjectId = objectId, Metadata = metadata },
            Content.FileType => new FileMessage { Text = text, Attributes = attributes, Url = url, ObjectId = objectId, Metadata = metadata },
            Content.LocationType =>
                new LocationMessage((double)content["location"]!["latitude"]!, (double)content["location"]!["longitude"]!)
                {
                    Text = text,
                    Attributes = attributes
                },
            var type => new UnknownMessage(type, new JsonObject { ["_lctype"] = type, ["_lctext"] = text, ["_lcattrs"] = attributes }.ToJsonString()),
        };
    }

    public static JsonObject Of(Message message) => message switch
    {
        BinaryMessage binary => new() { ["bytes"] = new JsonArray([.. binary.Content.ToArray().Select(value => JsonValue.Create((int)value))]) },
        StringMessage bare => new() { ["string"] = bare.Content },
        JsonMessage json => new() { ["json"] = json.Content.DeepClone() },
        RecalledMessage => new() { ["type"] = -127 },
        TypedMessage typed => OfTyped(typed),
        _ => [],
    };

    static JsonObject OfTyped(TypedMessage message)
    {
        var content = new JsonObject
        {
            ["type"] = message switch
            {
                TextMessage => Content.TextType,
                ImageMessage => Content.ImageType,
                AudioMessage => Content.AudioType,
                VideoMessage => Content.VideoType,
                LocationMessage => Content.LocationType,
                FileMessage => Content.FileType,
                UnknownMessage unknown => unknown.TypeCode,
                _ => 0,
            },
            ["text"] = message.Text,
            ["attributes"] = message.Attributes is { Count: > 0 } attributes ? attributes.DeepClone() : null,
        };
        if (message is MediaMessage media)
        {
            content["url"] = media.Url?.AbsoluteUri;
            content["objectId"] = media.ObjectId;
            content["metadata"] = media.Metadata is { } known ? Of(known) : null;
        }
        if (message is LocationMessage place)
            content["location"] = new JsonObject { ["longitude"] = place.Longitude, ["latitude"] = place.Latitude };
        return content;
    }

    static FileMetadata Metadata(JsonNode known) => new()
    {
        Name = (string?)known["name"],
        Format = (string?)known["format"],
        Size = (long?)known["size"],
        Width = (int?)known["width"],
        Height = (int?)known["height"],
        Duration = (double?)known["duration"] is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    static JsonObject Of(FileMetadata known) => new()
    {
        ["name"] = known.Name,
        ["format"] = known.Format,
        ["size"] = known.Size,
        ["width"] = known.Width,
        ["height"] = known.Height,
        ["duration"] = known.Duration?.TotalSeconds,
    };
}
