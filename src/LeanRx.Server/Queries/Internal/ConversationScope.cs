using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

// protocol.md §4.5.1
/// <summary>
/// What a query means beyond what it says: without conditions one's own conversations; normal conversations only, unless it speaks of kinds or of ids;
/// temporary ones never; and all that as the client sees it that asks.
/// </summary>
internal static class ConversationScope
{
    public static ConversationFilter Of(JsonElement? where, string clientId, TimeSpan timeout)
    {
        var isGiven = where is { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined };
        var filter = isGiven ? ConversationFilter.Parse(where!.Value, timeout) : Own(clientId);
        return (filter.MentionsKind ? filter.And(ConversationFilter.Lasting) : filter.And(ConversationFilter.Normal)).SeenBy(clientId);
    }

    /// <summary>All conversations of a client, of whatever kind.</summary>
    public static ConversationFilter Own(string clientId) => ConversationFilter.Parse(JsonElements.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString(KnownColumns.Members, clientId);
        writer.WriteEndObject();
    }));
}
