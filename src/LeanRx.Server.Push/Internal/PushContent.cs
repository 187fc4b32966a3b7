using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Server.Events;

namespace LeanRx.Server.Push.Internal;

/// <summary>What the notification of a message says, as the cloud's push data put it: <c>alert</c>, <c>badge</c>, <c>sound</c> and others.</summary>
sealed class PushContent
{
    readonly JsonElement _data;

    PushContent(string conversationId, JsonElement data) => (ConversationId, _data, Bytes) = (conversationId, data, data.GetRawText().Length);

    public string ConversationId { get; }

    public int Bytes { get; }

    /// <param name="fallback">What it says where nobody has said anything.</param>
    /// <returns>Null where there is nothing to say.</returns>
    public static PushContent? Of(PushRequested request, JsonElement? fallback) =>
        request.PushData is { } data ? new PushContent(request.ConversationId, data)
        : fallback is { } text ? new PushContent(request.ConversationId, Filled(text, request)) : null;

    /// <summary>What is meant for a platform: the object of its name, or else what is for all.</summary>
    public IReadOnlyDictionary<string, JsonElement> For(string platform)
    {
        var source = _data.TryGetProperty(platform, out var own) && own.ValueKind == JsonValueKind.Object ? own : _data;
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in source.EnumerateObject())
        {
            if (member.Name is not ("ios" or "android") || member.Value.ValueKind != JsonValueKind.Object)
                members[member.Name] = member.Value;
        }
        return members;
    }

    static JsonElement Filled(JsonElement fallback, PushRequested request)
    {
        var text = fallback.GetRawText();
        return text.Contains("${", StringComparison.Ordinal) ? JsonElement.Parse(Filled(JsonNode.Parse(text), request)!.ToJsonString()) : fallback;
    }

    static JsonNode? Filled(JsonNode? node, PushRequested request) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Filled(member.Value, request)))),
        JsonArray items => new JsonArray([.. items.Select(item => Filled(item, request))]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Filled(text, request)),
        _ => node?.DeepClone(),
    };

    static string Filled(string text, PushRequested request) => text
        .Replace("${convId}", request.ConversationId, StringComparison.Ordinal)
        .Replace("${timestamp}", request.At.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("${fromClientId}", request.From, StringComparison.Ordinal);
}
