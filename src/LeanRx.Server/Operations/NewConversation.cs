using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Server;

/// <summary>A conversation that an operator creates.</summary>
public sealed record NewConversation
{
    /// <summary>The kind.</summary>
    /// <remarks>Temporary conversations are created by clients only.</remarks>
    /// <value><see cref="ConversationKind.Normal"/>.</value>
    public ConversationKind Kind { get; init; } = ConversationKind.Normal;

    /// <summary>The members, or the subscribers of a service conversation.</summary>
    /// <remarks>A chat room has none.</remarks>
    /// <value>Empty.</value>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Whether to return the existing conversation with exactly these members, if there is one.</summary>
    /// <remarks>For normal conversations only.</remarks>
    /// <value>False.</value>
    public bool IsUnique { get; init; }

    /// <summary>The client that counts as the creator, and therefore as the owner.</summary>
    /// <value>Null: nobody.</value>
    public string? CreatorId { get; init; }

    /// <summary>The columns: <c>name</c>, <c>attr</c> and custom ones.</summary>
    /// <value>Null: none.</value>
    public JsonElement? Columns { get; init; }
}
