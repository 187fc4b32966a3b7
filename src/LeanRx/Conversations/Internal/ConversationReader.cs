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
    /// <summary>The id of a conversation that a query returned; null when it is none.</summary>
    public static string? IdOf(JsonElement found) => found.ValueKind == JsonValueKind.Object ? StringOf(found, KnownColumns.Id) : null;

    /// <summary>Where a conversation's last message stands; not known when the query did not return it.</summary>
    public static Position LastPositionOf(JsonElement found) =>
        StringOf(found, KnownColumns.LastMessageId) is { Length: > 0 } id
            ? new Position(LongOf(found, KnownColumns.LastMessageTimestamp) ?? UnixTime.OfOrZero(TimeOf(found, KnownColumns.LastMessageAt)), id)
            : new Position(UnixTime.OfOrZero(TimeOf(found, KnownColumns.LastMessageAt)), null);

    /// <summary>What a query returned, with what is known of the columns that it did not return. Members and mute are known where it says so.</summary>
    public static ConversationSnapshot Row(ConversationSnapshot known, JsonElement found, string clientId, IScheduler scheduler)
    {
        var kind = LongOf(found, KnownColumns.Kind);
        return known with
        {
            Name = StringOf(found, KnownColumns.Name),
            CreatorId = StringOf(found, KnownColumns.CreatorId) ?? known.CreatorId,
            Members = Strings(found, KnownColumns.Members) ?? known.Members,
            IsMuted = BoolOf(found, KnownColumns.IsMuted) ?? Strings(found, KnownColumns.MutedBy)?.Contains(clientId) ?? known.IsMuted,
            IsTransient = BoolOf(found, KnownColumns.IsTransient) ?? kind == (int)ConversationKind.ChatRoom,
            IsSystem = BoolOf(found, KnownColumns.IsSystem) ?? kind == (int)ConversationKind.Service,
            IsUnique = BoolOf(found, KnownColumns.IsUnique) ?? false,
            IsTemporary = BoolOf(found, KnownColumns.IsTemporary) ?? BoolOf(found, KnownColumns.IsTemporaryConversation)
                ?? kind == (int)ConversationKind.Temporary,
            ExpiresAt = ExpiryOf(found, scheduler) ?? known.ExpiresAt,
            Attributes = found.TryGetProperty(KnownColumns.Attributes, out var attributes) ? Map(attributes) : Map(default),
            Columns = ColumnsOf(found),
            CreatedAt = TimeOf(found, KnownColumns.CreatedAt) ?? known.CreatedAt,
            UpdatedAt = TimeOf(found, KnownColumns.UpdatedAt),
        };
    }

    /// <summary>Whether a query returned the members.</summary>
    public static bool HasMembers(JsonElement found) =>
        found.TryGetProperty(KnownColumns.Members, out var members) && members.ValueKind == JsonValueKind.Array;

    /// <summary>Whether a query told of mute.</summary>
    public static bool HasMute(JsonElement found) =>
        BoolOf(found, KnownColumns.IsMuted) is not null || Strings(found, KnownColumns.MutedBy) is not null;

    /// <summary>When the last message was sent, milliseconds; zero when the query did not return it.</summary>
    public static long LastMessageAt(JsonElement found) => UnixTime.OfOrZero(TimeOf(found, KnownColumns.LastMessageAt));

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
            if (!KnownColumns.Contains(property.Name))
                map[property.Name] = property.Value.Clone();
        }
        return map;
    }

    /// <summary>The last message, where the query returned it. Runs the code of message types of one's own.</summary>
    public static Message? LastMessageOf(string id, JsonElement found, MessageFactory messages) =>
        StringOf(found, KnownColumns.LastMessageId) is not { } messageId || StringOf(found, KnownColumns.LastMessage) is not { } data
        ? null
        : messages.From(id, new LogItem
        {
            MessageId = messageId,
            From = StringOf(found, KnownColumns.LastMessageFrom),
            Timestamp = LongOf(found, KnownColumns.LastMessageTimestamp) ?? 0,
            Data = data,
            IsBinary = BoolOf(found, KnownColumns.LastMessageIsBinary),
            PatchTimestamp = LongOf(found, KnownColumns.LastMessagePatchedAt),
            MentionAll = BoolOf(found, KnownColumns.LastMessageMentionsEveryone),
            MentionedClientIds = Strings(found, KnownColumns.LastMessageMentions),
        });

    static DateTimeOffset? ExpiryOf(JsonElement found, IScheduler scheduler) =>
        (LongOf(found, KnownColumns.TimeToLive) ?? LongOf(found, KnownColumns.TemporaryTimeToLive)) is { } seconds and >= 0 and <= int.MaxValue
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
