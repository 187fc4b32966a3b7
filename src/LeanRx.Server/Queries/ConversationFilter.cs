using System.Text.Json;

namespace LeanRx.Server;

/// <summary>The <c>where</c> of a conversation query, parsed once and tried on many conversations (protocol.md §4.5.1).</summary>
public sealed class ConversationFilter
{
    /// <summary>Parses a <c>where</c> object.</summary>
    /// <exception cref="QueryFormatException">It cannot be understood; the message names the place.</exception>
    public static ConversationFilter Parse(JsonElement where) => throw new NotSupportedException();

    /// <summary>Whether the conversation matches.</summary>
    /// <exception cref="QueryTimeoutException">A regular expression ran longer than it may.</exception>
    public bool Matches(ConversationRecord conversation) => throw new NotSupportedException();
}
