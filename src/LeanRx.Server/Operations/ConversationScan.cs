using LeanRx.Server.Storage;

namespace LeanRx.Server;

/// <summary>A page of the walk through all conversations.</summary>
/// <param name="Conversations">The conversations, ascending by id.</param>
/// <param name="Next">The id behind which the next page begins; null at the end. A page may be short before the end.</param>
public sealed record ConversationScan(IReadOnlyList<ConversationRecord> Conversations, string? Next);
