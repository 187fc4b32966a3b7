using System.Text.Json;

namespace LeanRx.Server;

/// <summary>A conversation that an operator creates.</summary>
public sealed record NewConversation
{
    /// <summary>Its kind; default <see cref="ConversationKind.Normal"/>. Temporary ones are created by clients alone.</summary>
    public ConversationKind Kind { get; init; } = ConversationKind.Normal;

    /// <summary>The members, or the subscribers of a service conversation; default nobody. A chat room has none.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>True to get the one conversation of these members when there is one already. Normal conversations only. Default false.</summary>
    public bool IsUnique { get; init; }

    /// <summary>The client that counts as its creator, and so as its owner; default nobody.</summary>
    public string? CreatorId { get; init; }

    /// <summary>Its columns: <c>name</c>, <c>attr</c> and custom ones; default none.</summary>
    public JsonElement? Columns { get; init; }
}
