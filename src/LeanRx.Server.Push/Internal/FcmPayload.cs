using System.Globalization;
using System.Text.Json;

namespace LeanRx.Server.Push.Internal;

/// <summary>A notification as FCM takes it.</summary>
static class FcmPayload
{
    /// <returns>Null when it is too large.</returns>
    public static byte[]? Of(IReadOnlyDictionary<string, JsonElement> data, int? badge, string token, TimeSpan timeToLive)
    {
        var alert = data.GetValueOrDefault("alert");
        var title = PushMembers.Text(data, "title") ?? PushMembers.Text(alert, "title");
        var text = PushMembers.Text(data, "alert") ?? PushMembers.Text(alert, "body");
        var isShown = (text ?? title) is not null && !PushMembers.IsTrue(data, "silent");
        var collapseId = PushMembers.CollapseId(data);
        return Payload.Write(text, (writer, shown) =>
        {
            writer.WriteStartObject("message"u8);
            writer.WriteString("token"u8, token);
            if (isShown)
            {
                writer.WriteStartObject("notification"u8);
                WriteText(writer, "title", title);
                WriteText(writer, "body", shown);
                writer.WriteEndObject();
            }
            WriteData(writer, data, isShown ? null : shown);
            writer.WriteStartObject("android"u8);
            writer.WriteString("priority"u8, PushMembers.Text(data, "priority") == "normal" ? "NORMAL"u8 : "HIGH"u8);
            writer.WriteString("ttl"u8, string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(timeToLive.TotalSeconds)}s"));
            WriteText(writer, "collapse_key", collapseId);
            if (isShown)
                WriteNotification(writer, data, badge, collapseId);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    static void WriteNotification(Utf8JsonWriter writer, IReadOnlyDictionary<string, JsonElement> data, int? badge, string? collapseId)
    {
        writer.WriteStartObject("notification"u8);
        WriteText(writer, "sound", PushMembers.Text(data, "sound"));
        WriteText(writer, "tag", collapseId);
        WriteText(writer, "channel_id", PushMembers.Text(data, "_notificationChannel"));
        if (badge is { } counted)
            writer.WriteNumber("notification_count"u8, counted);
        writer.WriteEndObject();
    }

    /// <summary>What is the app's own: texts alone, under names that the provider does not keep for itself.</summary>
    static void WriteData(Utf8JsonWriter writer, IReadOnlyDictionary<string, JsonElement> data, string? silentText)
    {
        writer.WriteStartObject("data"u8);
        WriteText(writer, "alert", silentText);
        foreach (var (name, value) in data)
        {
            if (!PushMembers.IsOwn(name) || name is "from" or "message_type" || name.StartsWith("google", StringComparison.Ordinal)
                || name.StartsWith("gcm", StringComparison.Ordinal))
                continue;
            if (value.ValueKind == JsonValueKind.String)
                WriteText(writer, name, PushMembers.Text(data, name) ?? "");
            else
                writer.WriteString(name, value.GetRawText());
        }
        writer.WriteEndObject();
    }

    static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
            writer.WriteString(name, text);
    }
}
