using System.Text.Json;

namespace LeanRx.Server.Push.Internal;

/// <summary>A notification as APNs takes it.</summary>
/// <param name="Body">The JSON; null when it is too large.</param>
/// <param name="IsBackground">Whether it wakes the app and shows nothing.</param>
sealed record ApnsPayload(byte[]? Body, bool IsBackground, int Priority, string? CollapseId)
{
    const int MaxCollapseBytes = 64;

    static readonly string[] s_passed =
        ["sound", "category", "thread-id", "interruption-level", "relevance-score", "target-content-id"];

    /// <param name="data">What the notification says.</param>
    /// <param name="badge">The number on the icon, where it was counted up.</param>
    public static ApnsPayload Of(IReadOnlyDictionary<string, JsonElement> data, int? badge)
    {
        var alert = data.GetValueOrDefault("alert");
        var isShown = alert.ValueKind is JsonValueKind.String or JsonValueKind.Object || data.ContainsKey("badge") || data.ContainsKey("sound");
        var isBackground = !isShown && PushMembers.IsTrue(data, "content-available");
        var text = PushMembers.Text(data, "alert") ?? PushMembers.Text(alert, "body");
        var body = Payload.Write(text, (writer, shown) =>
        {
            writer.WriteStartObject("aps"u8);
            WriteAlert(writer, alert, PushMembers.Text(data, "title"), shown);
            if (badge is { } counted)
                writer.WriteNumber("badge"u8, counted);
            else if (data.TryGetValue("badge", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var fixedBadge))
                writer.WriteNumber("badge"u8, fixedBadge);
            foreach (var name in s_passed)
                if (data.TryGetValue(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                    Write(writer, name, value);
            if (PushMembers.IsTrue(data, "content-available"))
                writer.WriteNumber("content-available"u8, 1);
            if (PushMembers.IsTrue(data, "mutable-content"))
                writer.WriteNumber("mutable-content"u8, 1);
            writer.WriteEndObject();
            foreach (var (name, value) in data)
                if (PushMembers.IsOwn(name))
                    Write(writer, name, value);
        });
        return new ApnsPayload(body, isBackground, isBackground || PriorityOf(data) == 5 ? 5 : 10, CollapseIdOf(data));
    }

    static void WriteAlert(Utf8JsonWriter writer, JsonElement alert, string? title, string? text)
    {
        if (alert.ValueKind == JsonValueKind.String && title is null)
            writer.WriteString("alert"u8, text);
        else if (alert.ValueKind is JsonValueKind.String or JsonValueKind.Object)
        {
            writer.WriteStartObject("alert"u8);
            if (alert.ValueKind == JsonValueKind.String)
                writer.WriteString("title"u8, title);
            else
            {
                foreach (var member in alert.EnumerateObject())
                    if (!member.NameEquals("body"u8))
                        Write(writer, member.Name, member.Value);
            }
            if (text is not null)
                writer.WriteString("body"u8, text);
            writer.WriteEndObject();
        }
    }

    static void Write(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }

    static int PriorityOf(IReadOnlyDictionary<string, JsonElement> data) =>
        data.TryGetValue("apns-priority", out var value) && value.GetRawText().Trim('"') is "5" ? 5 : 10;

    /// <summary>What stands in a header has to be what one can hold.</summary>
    static string? CollapseIdOf(IReadOnlyDictionary<string, JsonElement> data) =>
        PushMembers.CollapseId(data) is { Length: <= MaxCollapseBytes } id && id.All(static character => character is >= ' ' and <= '~') ? id : null;
}
