using System.Text.Json;

namespace LeanRx.Cli.Archive;

/// <summary>A history record: what every record says. What else it says is read from the row itself.</summary>
/// <param name="Timestamp">Milliseconds since 1970 UTC.</param>
/// <param name="Id">The message id.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="From">The sender; empty where the record names none.</param>
/// <param name="Data">The body; base64 when <paramref name="IsBinary"/>.</param>
/// <param name="IsBinary">Whether it is bytes.</param>
sealed record MessageRow(long Timestamp, string Id, string ConversationId, string From, string Data, bool IsBinary)
{
    /// <summary>The order of messages.</summary>
    public MessageKey Key => new(Timestamp, Id);

    /// <summary>Reads a record.</summary>
    /// <param name="fault">What is wrong with it, when it is none.</param>
    public static MessageRow? TryRead(JsonElement json, out string? fault)
    {
        fault = null;
        try
        {
            if (json.ValueKind != JsonValueKind.Object)
                return Refuse("it is no JSON object", out fault);
            if (!json.TryGetProperty("timestamp"u8, out var time) || time.ValueKind != JsonValueKind.Number || !time.TryGetInt64(out var timestamp))
                return Refuse("it has no timestamp in milliseconds", out fault);
            if (TextOf(json, "msg-id") is not { Length: > 0 } id)
                return Refuse("it has no msg-id", out fault);
            if (TextOf(json, "conv-id") is not { Length: > 0 } conversationId)
                return Refuse("it has no conv-id", out fault);
            if (TextOf(json, "data") is not { } data)
                return Refuse("its data is no text", out fault);
            return new MessageRow(timestamp, id, conversationId, TextOf(json, "from") ?? "", data, json.TryGetProperty("bin"u8, out var bin)
                && bin.ValueKind == JsonValueKind.True);
        }
        catch (InvalidOperationException)
        {
            return Refuse("it holds a number or a text that cannot be read", out fault);
        }
    }

    static MessageRow? Refuse(string reason, out string fault)
    {
        fault = reason;
        return null;
    }

    static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
