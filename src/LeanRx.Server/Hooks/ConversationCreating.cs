using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Server.Hooks;

/// <summary>A conversation is about to be created.</summary>
/// <remarks>An existing unique conversation that is only found is not asked about.</remarks>
public sealed record ConversationCreating : ConversationChanging
{
    /// <summary>The kind.</summary>
    public required ConversationKind Kind { get; init; }

    /// <summary>The first members.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The columns (<c>name</c>, <c>attr</c>, custom ones), an object.</summary>
    /// <value>Null for none.</value>
    public JsonElement? Columns { get; init; }
}
