using System.Globalization;

namespace LeanRx.Cli.Chatting;

/// <summary>A message of any kind as one line.</summary>
static class MessageText
{
    public static string Of(Message message) => message switch
    {
        TextMessage text => text.Text,
        StringMessage text => text.Content,
        ImageMessage image => Media("image", image),
        AudioMessage audio => Media("audio", audio),
        VideoMessage video => Media("video", video),
        FileMessage file => Media("file", file),
        LocationMessage place => Join("[location]", string.Create(CultureInfo.InvariantCulture, $"{place.Latitude}, {place.Longitude}"), place.Text),
        JsonMessage json => json.Content.ToJsonString(),
        BinaryMessage bytes => $"[{bytes.Content.Length} bytes]",
        RecalledMessage => "[taken back]",
        UnknownMessage unknown => unknown.Body,
        _ => $"[{message.GetType().Name}]",
    };

    static string Media(string kind, MediaMessage message) => Join($"[{kind}]", message.Text, message.Url?.AbsoluteUri ?? "");

    static string Join(params string[] parts) => string.Join(' ', parts.Where(part => part.Length > 0));
}
