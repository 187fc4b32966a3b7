using System.Text.Json;

namespace LeanRx;

// protocol.md §4.7; S166
/// <summary>Somebody changed a conversation's data.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="By">Who changed it.</param>
/// <param name="Changes">The columns that changed, with their new values; <c>attr.topic</c> is one attribute.</param>
/// <param name="UpdatedAt">When, by the server's clock; null when it did not say.</param>
public sealed record ConversationUpdate(string ConversationId, string By, IReadOnlyDictionary<string, JsonElement> Changes, DateTimeOffset? UpdatedAt);
