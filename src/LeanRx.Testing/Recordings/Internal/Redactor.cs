using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Testing.Recordings.Internal;

/// <summary>Takes out of payloads what a recording shall not hold. What remains is still a frame of the same shape.</summary>
sealed class Redactor(Redaction redaction)
{
    const string Mark = "…";

    // protocol.md §4.1.5, §6
    /// <summary>Signature, nonce and session token, in the envelope of a frame.</summary>
    static readonly string[] Secrets = ["s", "n", "st"];

    static readonly string[] Bodies = ["msg", "data", "pushData"];

    const string BinaryBody = "binaryMsg";

    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> payload, bool isText)
    {
        if (redaction == Redaction.None)
            return payload;
        if (!isText || Parse(payload) is not { } frame)
            // What cannot be read cannot be searched.
            return new byte[payload.Length];
        if (redaction.HasFlag(Redaction.Secrets))
            foreach (var name in Secrets)
                if (IsText(frame[name]))
                    frame[name] = Mark;
        if (redaction.HasFlag(Redaction.Bodies))
            RedactBodies(frame);
        return JsonSerializer.SerializeToUtf8Bytes(frame, RecordingJson.Default.JsonObject);
    }

    static JsonObject? Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonNode.Parse(payload.Span, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static void RedactBodies(JsonNode? node)
    {
        if (node is JsonArray array)
            foreach (var item in array)
                RedactBodies(item);
        if (node is not JsonObject fields)
            return;
        foreach (var (name, value) in fields.ToArray())
            if (name == BinaryBody && IsText(value))
                fields[name] = "";
            else if (Bodies.Contains(name) && IsText(value))
                fields[name] = RedactBody(value!.GetValue<string>());
            else
                RedactBodies(value);
    }

    static string RedactBody(string body)
    {
        try
        {
            if (JsonNode.Parse(body) is JsonObject typed)
                return Blank(typed)!.ToJsonString();
        }
        catch (JsonException)
        {
            // A free text.
        }
        return Mark;
    }

    static JsonNode? Blank(JsonNode? node) => node switch
    {
        JsonObject fields =>
            new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, field.Key == "_lctype" ? field.Value?.DeepClone() : Blank(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Blank)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Mark,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => 0,
        _ => node?.DeepClone(),
    };

    static bool IsText(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String;
}
