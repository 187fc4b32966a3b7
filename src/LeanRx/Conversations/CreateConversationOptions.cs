using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx;

// protocol.md §4.3; S115 to S120
/// <summary>The options of a new conversation.</summary>
public sealed record CreateConversationOptions
{
    LazyObject _attributes;

    /// <summary>Initializes the options of a normal conversation without a name.</summary>
    public CreateConversationOptions()
    {
    }

    CreateConversationOptions(CreateConversationOptions original)
    {
        Name = original.Name;
        _attributes = original._attributes.Copy();
        IsUnique = original.IsUnique;
        IsTransient = original.IsTransient;
        IsTemporary = original.IsTemporary;
        TemporaryLifetime = original.TemporaryLifetime;
    }

    // S118
    /// <summary>The name.</summary>
    /// <value>Null.</value>
    public string? Name { get; init; }

    /// <summary>The attributes of the application.</summary>
    /// <remarks>Set it or fill it: <c>Attributes = { ["topic"] = "cats" }</c>.</remarks>
    /// <value>Empty.</value>
    [AllowNull]
    public JsonObject Attributes
    {
        get => _attributes.Value;
        init => _attributes = new LazyObject(value);
    }

    internal JsonObject? GivenAttributes => _attributes.Given;

    // S14
    /// <summary>Whether to return the existing conversation of exactly these members, if there is one.</summary>
    /// <value>False: each call creates a new conversation.</value>
    public bool IsUnique { get; init; }

    // S80, S119
    /// <summary>Whether it is a chat room: any number of participants, no member list, no offline messages, no receipts.</summary>
    /// <value>False.</value>
    public bool IsTransient { get; init; }

    /// <summary>Whether it is temporary: it expires, and has a fixed list of at most 10 members.</summary>
    /// <value>False.</value>
    public bool IsTemporary { get; init; }

    /// <summary>The lifetime of a temporary conversation, in whole seconds.</summary>
    /// <value>Null: that of the server, one day.</value>
    public TimeSpan? TemporaryLifetime { get; init; }
}
