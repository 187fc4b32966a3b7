using System.Text.Json;
using LeanRx.Server.Hooks;

namespace LeanRx.Server.AspNetCore.Hooks.Internal;

/// <summary>Reads what functions answer. Nothing, or an empty object, means that all is well.</summary>
internal static class HttpAnswers
{
    public static MessageDecision OfMessage(JsonElement result) => !IsGiven(result) ? MessageDecision.Accept
        : IsTrue(result, "drop") ? MessageDecision.Refuse(Text(result, "detail"), Number(result, "code"))
        : MessageDecision.Accept with { Body = Text(result, "content"), IsBinary = Flag(result, "bin"), Recipients = Texts(result, "toPeers") };

    public static ConversationDecision OfConversation(JsonElement result) => !IsGiven(result) ? ConversationDecision.Accept
        : IsTrue(result, "reject") ? ConversationDecision.Refuse(Text(result, "detail"), Number(result, "code"))
        : ConversationDecision.Accept with { Columns = Find(result, "attr"), IsMuted = Flag(result, "mute") };

    public static PushDecision OfPush(JsonElement result) => !IsGiven(result) ? PushDecision.Default
        : IsTrue(result, "skip") ? PushDecision.Skip
        : PushDecision.Default with
        {
            ClientIds = Texts(result, "offlinePeers"),
            PushData = PushDataOf(result),
            IncludesMuted = IsTrue(result, "force"),
        };

    static bool IsGiven(JsonElement result) => result.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => false,
        JsonValueKind.Object => true,
        _ => throw new HttpHookException($"The result is no object but {result.ValueKind}."),
    };

    /// <summary>An object, or a text that is one.</summary>
    static JsonElement? PushDataOf(JsonElement result)
    {
        if (Find(result, "pushMessage") is not { } data)
            return null;
        if (data.ValueKind != JsonValueKind.String)
            return data;
        try
        {
            using var document = JsonDocument.Parse(Text(result, "pushMessage")!);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new HttpHookException("pushMessage is a text that is no JSON.");
        }
    }

    static JsonElement? Find(JsonElement result, string name) =>
        result.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>As JavaScript takes a value for true or false: the functions are written in it.</summary>
    static bool IsTrue(JsonElement result, string name) => Find(result, name) is { } value && value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.Object or JsonValueKind.Array => true,
        JsonValueKind.Number => value.GetRawText() is not "0",
        JsonValueKind.String => !value.ValueEquals(""),
        _ => false,
    };

    static bool? Flag(JsonElement result, string name) => Find(result, name) is null ? null : IsTrue(result, name);

    static string? Text(JsonElement result, string name)
    {
        if (Find(result, name) is not { } value)
            return null;
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            throw new HttpHookException($"{name} is no text.");
        }
    }

    static int? Number(JsonElement result, string name) => Find(result, name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw new HttpHookException($"{name} is no whole number.");

    static List<string>? Texts(JsonElement result, string name)
    {
        if (Find(result, name) is not { } value)
            return null;
        try
        {
            return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(static item => item.GetString()!)]
                : throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            throw new HttpHookException($"{name} is no list of texts.");
        }
    }
}
