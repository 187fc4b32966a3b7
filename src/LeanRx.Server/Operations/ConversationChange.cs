using System.Text.Json;

namespace LeanRx.Server;

/// <summary>A change of members and columns of a conversation.</summary>
/// <remarks>What is not set stays as it is.</remarks>
public sealed record ConversationChange
{
    /// <summary>The complete list of members: others leave, new ones join.</summary>
    /// <value>Null: only the clients named below.</value>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Clients to add.</summary>
    /// <remarks>Existing members are ignored.</remarks>
    /// <value>Empty.</value>
    public IReadOnlyList<string> AddedMembers { get; init; } = [];

    /// <summary>Members to remove.</summary>
    /// <remarks>Clients that are not members are ignored.</remarks>
    /// <value>Empty.</value>
    public IReadOnlyList<string> RemovedMembers { get; init; } = [];

    /// <summary>The columns to set.</summary>
    /// <remarks>Dotted keys and <c>__op</c> objects work as in the original API.</remarks>
    /// <value>Null: none.</value>
    public JsonElement? Columns { get; init; }

    internal bool ConcernsMembers => Members is not null || AddedMembers.Count > 0 || RemovedMembers.Count > 0;
}
