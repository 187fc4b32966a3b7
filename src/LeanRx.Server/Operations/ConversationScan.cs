using LeanRx.Server.Storage;

namespace LeanRx.Server;

/// <summary>A page of a scan through all conversations.</summary>
public sealed record ConversationScan
{
    /// <summary>The conversations, ascending by id.</summary>
    public required IReadOnlyList<ConversationRecord> Conversations { get; init; }

    /// <summary>The id after which the next page begins.</summary>
    /// <value>Null at the end; a page may be short before the end.</value>
    public string? Next { get; init; }
}
