using System.Globalization;
using System.Reactive.Concurrency;
using System.Text.Json;
using LeanRx.Common.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

// protocol.md §4.5.2
/// <summary>Reads conversations as queries return them. What is missing or of another type than it should be leaves what was known.</summary>
internal static class ConversationReader
{
    static readonly HashSet<string> BuiltIn = new(StringComparer.Ordinal)
    {
        "objectId", "name", "attr", "c", "m", "mu", "muted", "tr", "sys", "unique", "uniqueId", "temp", "tempConv", "tempConvTTL", "ttl", "conv_type", "lm",
        "createdAt", "updatedAt", "joined", "joinedAt", "msg", "bin", "msg_mid", "msg_from", "msg_timestamp", "patch_timestamp", "mention_all", "mention_pids",
            "ACL",
    };

    public static bool IsBuiltIn(string column) => BuiltIn.Contains(column);

    /// <summary>The id of a conversation that a query returned; null when it is none.</summary>
    public static string? IdOf(JsonElement found) => found.ValueKind == JsonValueKind.Object ? StringOf(found, "objectId") : null;

    /// <summary>Where a conversation's last message stands; not known when the query did not return it.</summary>
    public static Position LastPositionOf(JsonElement found) =>
        StringOf(found, "msg_mid") is { Length: > 0 } id
            ? new Position(LongOf(found, "msg_timestamp") ?? UnixTime.OfOrZero(TimeOf(found, "lm")), id)
            : new Position(UnixTime.OfOrZero(TimeOf(found, "lm")), null);

    /// <summary>What a query returned, with what is known of the columns that it did not return. Members and mute are known where it says so.</summary>
    public static ConversationSnapshot Row(ConversationSnapshot known, JsonElement found, string clientId, IScheduler scheduler)
    {
        var kind = found.TryGetProperty("conv_type", out var type) && type.ValueKind == JsonValueKind.Number && type.TryGetInt32(out var number) ? number : 0;
        return known with
        {
            Name = StringOf(found, "name"),
            CreatorId = StringOf(found, "c") ?? known.CreatorId,
            Members = Strings(found, "m") ?? known.Members,
            IsMuted = BoolOf(found, "muted") ?? Strings(found, "mu")?.Contains(clientId) ?? known.IsMuted,
            IsTransient = BoolOf(found, "tr") ?? kind == 2,
            IsSystem = BoolOf(found, "sys") ?? kind == 3,
            IsUnique = BoolOf(found, "unique") ?? false,
            IsTemporary = BoolOf(found, "temp") ?? BoolOf(found, "tempConv") ?? kind == 4,
            ExpiresAt = ExpiryOf(found, scheduler) ?? known.ExpiresAt,
            Attributes = found.TryGetProperty("attr", out var attributes) ? Map(attributes) : Map(default),
            Columns = ColumnsOf(found),
            CreatedAt = TimeOf(found, "createdAt") ?? known.CreatedAt,
            UpdatedAt = TimeOf(found, "updatedAt"),
        };
    }

    /// <summary>Whether a query returned the members.</summary>
    public static bool HasMembers(JsonElement found) => found.TryGetProperty("m", out var members) && members.ValueKind == JsonValueKind.Array;

    /// <summary>Whether a query told of mute.</summary>
    public static bool HasMute(JsonElement found) => BoolOf(found, "muted") is not null || Strings(found, "mu") is not null;

    /// <summary>When the last message was sent, milliseconds; zero when the query did not return it.</summary>
    public static long LastMessageAt(JsonElement found) => UnixTime.OfOrZero(TimeOf(found, "lm"));

    /// <summary>An ISO 8601 time; null when it is none.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
            : null;

    /// <summary>The members of an object, each on its own feet. Empty when it is none.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Map(JsonElement element)
    {
        var map = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
                map[property.Name] = property.Value.Clone();
        }
        return map;
    }

    static IReadOnlyDictionary<string, JsonElement> ColumnsOf(JsonElement found)
    {
        var map = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in found.EnumerateObject())
        {
            if (!IsBuiltIn(property.Name))
                map[property.Name] = property.Value.Clone();
        }
        return map;
    }

    /// <summary>The last message, where the query returned it. Runs the code of message types of one's own.</summary>
    public static Message? LastMessageOf(string id, JsonElement found, MessageFactory messages) =>
        StringOf(found, "msg_mid") is not { } messageId || StringOf(found, "msg") is not { } data ? null : messages.From(id, new LogItem
        {
            MessageId = messageId,
            From = StringOf(found, "msg_from"),
            Timestamp = LongOf(found, "msg_timestamp") ?? 0,
            Data = data,
            IsBinary = BoolOf(found, "bin"),
            PatchTimestamp = LongOf(found, "patch_timestamp"),
            MentionAll = BoolOf(found, "mention_all"),
            MentionedClientIds = Strings(found, "mention_pids"),
        });

    static DateTimeOffset? ExpiryOf(JsonElement found, IScheduler scheduler) =>
        (LongOf(found, "ttl") ?? LongOf(found, "tempConvTTL")) is { } seconds and >= 0 and <= int.MaxValue
        ? scheduler.Now.AddSeconds(seconds)
        : null;

    static string? StringOf(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static bool? BoolOf(JsonElement parent, string name) => !parent.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    static long? LongOf(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    static IReadOnlyList<string>? Strings(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Array)
            return null;
        var strings = new List<string>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
                strings.Add(item.GetString()!);
        }
        return strings;
    }

    // protocol.md §4.5.2
    /// <summary>A time as text, as a number, or as a Date object.</summary>
    static DateTimeOffset? TimeOf(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => Time(value.GetString()),
            JsonValueKind.Number when value.TryGetInt64(out var milliseconds) => UnixTime.ToTime(milliseconds),
            JsonValueKind.Object => TimeOf(value, "iso"),
            _ => null,
        };
    }
}
