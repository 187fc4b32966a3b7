using System.Text.Json;

namespace LeanRx.Server;

/// <summary>What an operator changes in a conversation at once; what is not named stays.</summary>
public sealed record ConversationChange
{
    /// <summary>The members from now on: others leave, new ones come in. Default null: nobody but those named below.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Clients that come in; those who are in already stay. Default nobody.</summary>
    public IReadOnlyList<string> AddedMembers { get; init; } = [];

    /// <summary>Members that leave; who is not in is passed over. Default nobody.</summary>
    public IReadOnlyList<string> RemovedMembers { get; init; } = [];

    /// <summary>Columns: plain values set, dotted keys and <c>__op</c> objects as the original API has them. Default none.</summary>
    public JsonElement? Columns { get; init; }

    internal bool ConcernsMembers => Members is not null || AddedMembers.Count > 0 || RemovedMembers.Count > 0;
}
