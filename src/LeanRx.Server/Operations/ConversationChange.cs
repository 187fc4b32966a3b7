using System.Text.Json;

namespace LeanRx.Server;

/// <summary>A change of members and columns of a conversation. What is not set stays as it is.</summary>
public sealed record ConversationChange
{
    /// <summary>The complete list of members: others leave, new ones join.</summary>
    /// <value>Null: only the clients named below.</value>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Clients to add. Existing members are ignored.</summary>
    /// <value>Empty.</value>
    public IReadOnlyList<string> AddedMembers { get; init; } = [];

    /// <summary>Members to remove. Clients that are not members are ignored.</summary>
    /// <value>Empty.</value>
    public IReadOnlyList<string> RemovedMembers { get; init; } = [];

    /// <summary>The columns to set. Dotted keys and <c>__op</c> objects work as in the original API.</summary>
    /// <value>Null: none.</value>
    public JsonElement? Columns { get; init; }

    internal bool ConcernsMembers => Members is not null || AddedMembers.Count > 0 || RemovedMembers.Count > 0;
}
