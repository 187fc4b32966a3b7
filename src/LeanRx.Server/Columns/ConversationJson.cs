using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

// protocol.md §4.5.2
/// <summary>Conversations as objects of the <c>_Conversation</c> table.</summary>
public static partial class ConversationJson
{
    /// <summary>Writes one conversation as a JSON object.</summary>
    /// <param name="clientId">The client that asked: tells it whether it muted the conversation, and of a service conversation whether it has subscribed, but
    /// not who else has. Null: nobody in particular.</param>
    /// <param name="isCompact">True to leave the lists of members out.</param>
    /// <param name="lastMessage">The last message, when it was asked for.</param>
    /// <param name="now">Milliseconds since 1970 UTC, for the life left to a temporary conversation.</param>
    public static void Write(Utf8JsonWriter writer, ConversationRecord conversation, long now, string? clientId = null, bool isCompact = false,
        StoredMessage? lastMessage = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(conversation);
        writer.WriteStartObject();
        writer.WriteString(KnownColumns.Id, conversation.Id);
        if (conversation.Name is not null)
            writer.WriteString(KnownColumns.Name, conversation.Name);
        if (conversation.CreatorId is not null)
            writer.WriteString(KnownColumns.CreatorId, conversation.CreatorId);
        if (!isCompact)
            WriteMembers(writer, conversation, clientId);
        WriteKind(writer, conversation, now);
        if (conversation.Attributes is { } attributes)
        {
            writer.WritePropertyName(KnownColumns.Attributes);
            attributes.WriteTo(writer);
        }
        foreach (var (name, value) in conversation.Columns)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
        if (conversation.LastMessageAt is { } last)
        {
            writer.WriteStartObject(KnownColumns.LastMessageAt);
            writer.WriteString("__type", "Date");
            writer.WriteString("iso", EngineClock.Iso(last));
            writer.WriteEndObject();
        }
        writer.WriteString(KnownColumns.CreatedAt, EngineClock.Iso(conversation.CreatedAt));
        writer.WriteString(KnownColumns.UpdatedAt, EngineClock.Iso(conversation.UpdatedAt));
        if (lastMessage is not null)
            WriteLastMessage(writer, lastMessage);
        writer.WriteEndObject();
    }

    static void WriteMembers(Utf8JsonWriter writer, ConversationRecord conversation, string? clientId)
    {
        var seen = clientId is null ? conversation : conversation.SeenBy(clientId);
        WriteList(writer, KnownColumns.Members, seen.Members);
        WriteList(writer, KnownColumns.MutedBy, seen.Muted);
        if (clientId is null)
            return;
        if (conversation.IsSystem)
            writer.WriteBoolean(KnownColumns.IsJoined, seen.Members.Count > 0);
        writer.WriteBoolean(KnownColumns.IsMuted, seen.Muted.Contains(clientId));
    }

    static void WriteKind(Utf8JsonWriter writer, ConversationRecord conversation, long now)
    {
        writer.WriteBoolean(KnownColumns.IsTransient, conversation.IsTransient);
        writer.WriteBoolean(KnownColumns.IsSystem, conversation.IsSystem);
        writer.WriteBoolean(KnownColumns.IsUnique, conversation is { IsUnique: true, IsTemporary: false });
        if (conversation is { UniqueId: { } uniqueId, IsTemporary: false })
            writer.WriteString(KnownColumns.UniqueId, uniqueId);
        writer.WriteNumber(KnownColumns.Kind, (int)conversation.Kind);
        if (conversation is not { IsTemporary: true, ExpiresAt: { } end })
            return;
        var seconds = Math.Max(0, (end - now) / 1000);
        writer.WriteBoolean(KnownColumns.IsTemporary, true);
        writer.WriteNumber(KnownColumns.TimeToLive, seconds);
        writer.WriteBoolean(KnownColumns.IsTemporaryConversation, true);
        writer.WriteNumber(KnownColumns.TemporaryTimeToLive, seconds);
    }

    static void WriteLastMessage(Utf8JsonWriter writer, StoredMessage message)
    {
        writer.WriteString(KnownColumns.LastMessage, message.Data);
        writer.WriteBoolean(KnownColumns.LastMessageIsBinary, message.IsBinary);
        writer.WriteString(KnownColumns.LastMessageId, message.Id);
        writer.WriteString(KnownColumns.LastMessageFrom, message.From);
        writer.WriteNumber(KnownColumns.LastMessageTimestamp, message.Timestamp);
        if (message.PatchedAt is { } patchedAt)
            writer.WriteNumber(KnownColumns.LastMessagePatchedAt, patchedAt);
        if (message.MentionAll)
            writer.WriteBoolean(KnownColumns.LastMessageMentionsEveryone, true);
        if (!message.MentionedClientIds.IsDefaultOrEmpty)
            WriteList(writer, KnownColumns.LastMessageMentions, message.MentionedClientIds);
    }

    static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
