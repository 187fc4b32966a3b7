using System.Text.Json;
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
        writer.WriteString("objectId", conversation.Id);
        if (conversation.Name is not null)
            writer.WriteString("name", conversation.Name);
        if (conversation.CreatorId is not null)
            writer.WriteString("c", conversation.CreatorId);
        if (!isCompact)
            WriteMembers(writer, conversation, clientId);
        WriteKind(writer, conversation, now);
        if (conversation.Attributes is { } attributes)
        {
            writer.WritePropertyName("attr");
            attributes.WriteTo(writer);
        }
        foreach (var (name, value) in conversation.Columns)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
        if (conversation.LastMessageAt is { } last)
        {
            writer.WriteStartObject("lm");
            writer.WriteString("__type", "Date");
            writer.WriteString("iso", EngineClock.Iso(last));
            writer.WriteEndObject();
        }
        writer.WriteString("createdAt", EngineClock.Iso(conversation.CreatedAt));
        writer.WriteString("updatedAt", EngineClock.Iso(conversation.UpdatedAt));
        if (lastMessage is not null)
            WriteLastMessage(writer, lastMessage);
        writer.WriteEndObject();
    }

    static void WriteMembers(Utf8JsonWriter writer, ConversationRecord conversation, string? clientId)
    {
        var seen = clientId is null ? conversation : conversation.SeenBy(clientId);
        WriteList(writer, "m", seen.Members);
        WriteList(writer, "mu", seen.Muted);
        if (clientId is null)
            return;
        if (conversation.IsSystem)
            writer.WriteBoolean("joined", seen.Members.Count > 0);
        writer.WriteBoolean("muted", seen.Muted.Contains(clientId));
    }

    static void WriteKind(Utf8JsonWriter writer, ConversationRecord conversation, long now)
    {
        writer.WriteBoolean("tr", conversation.IsTransient);
        writer.WriteBoolean("sys", conversation.IsSystem);
        writer.WriteBoolean("unique", conversation is { IsUnique: true, IsTemporary: false });
        if (conversation is { UniqueId: { } uniqueId, IsTemporary: false })
            writer.WriteString("uniqueId", uniqueId);
        writer.WriteNumber("conv_type", conversation switch { { IsTransient: true } => 2, { IsSystem: true } => 3, { IsTemporary: true } => 4, _ => 1 });
        if (conversation is not { IsTemporary: true, ExpiresAt: { } end })
            return;
        var seconds = Math.Max(0, (end - now) / 1000);
        writer.WriteBoolean("temp", true);
        writer.WriteNumber("ttl", seconds);
        writer.WriteBoolean("tempConv", true);
        writer.WriteNumber("tempConvTTL", seconds);
    }

    static void WriteLastMessage(Utf8JsonWriter writer, StoredMessage message)
    {
        writer.WriteString("msg", message.Data);
        writer.WriteBoolean("bin", message.IsBinary);
        writer.WriteString("msg_mid", message.Id);
        writer.WriteString("msg_from", message.From);
        writer.WriteNumber("msg_timestamp", message.Timestamp);
        if (message.PatchedAt is { } patchedAt)
            writer.WriteNumber("patch_timestamp", patchedAt);
        if (message.MentionAll)
            writer.WriteBoolean("mention_all", true);
        if (!message.MentionedClientIds.IsDefaultOrEmpty)
            WriteList(writer, "mention_pids", message.MentionedClientIds);
    }

    static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
