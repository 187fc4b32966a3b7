using System.Text.Json;

namespace LeanRx;

/// <summary>Somebody changed a conversation's data (S166, protocol.md §4.7).</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="By">Who changed it.</param>
/// <param name="Changes">The columns that changed, with their new values; <c>attr.topic</c> is one attribute.</param>
/// <param name="UpdatedAt">When, by the server's clock; null when it did not say.</param>
public sealed record ConversationUpdate(string ConversationId, string By, IReadOnlyDictionary<string, JsonElement> Changes, DateTimeOffset? UpdatedAt);
