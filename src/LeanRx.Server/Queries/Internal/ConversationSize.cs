using System.Runtime.InteropServices;
using System.Text.Json;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>How many bytes a conversation comes to, about as it stands in JSON.</summary>
static class ConversationSize
{
    /// <summary>Ids, times and the names of the built-in columns.</summary>
    const int Fixed = 400;

    /// <summary>Quotes, commas and colons of a text or an entry.</summary>
    const int PerText = 4;

    public static long Of(ConversationRecord conversation) =>
        Fixed + (conversation.Name?.Length ?? 0) + Of(conversation.Members) + Of(conversation.Muted) + Of(conversation.Attributes)
        + conversation.Columns.Sum(static column => PerText + column.Key.Length + Of(column.Value));

    static long Of(MemberList texts)
    {
        var size = 0L;
        foreach (var text in texts) size += text.Length + PerText;
        return size;
    }

    static long Of(JsonElement? value) => value is { } json ? JsonMarshal.GetRawUtf8Value(json).Length : 0;
}
