using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx;

// protocol.md §4.3; S115 to S120
/// <summary>What a new conversation is to be.</summary>
public sealed record CreateConversationOptions
{
    LazyObject _attributes;

    /// <summary>Options for a normal conversation without a name.</summary>
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
    /// <summary>Its name. Default: none.</summary>
    public string? Name { get; init; }

    /// <summary>Attributes of the application's own, to be given or filled: <c>Attributes = { ["topic"] = "cats" }</c>. Default: empty.</summary>
    [AllowNull]
    public JsonObject Attributes
    {
        get => _attributes.Value;
        init => _attributes = new LazyObject(value);
    }

    internal JsonObject? GivenAttributes => _attributes.Given;

    // S14
    /// <summary>
    /// Whether the one conversation of exactly these members is wanted: if there is one it is returned as it is, otherwise made. Default false: each call makes
    /// a new conversation.
    /// </summary>
    public bool IsUnique { get; init; }

    // S80, S119
    /// <summary>Whether it is a chat room: any number of people, no member list, no offline messages, no receipts. Default false.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether it ends by itself; at most 10 members, fixed. Default false.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>How long a temporary conversation lives; whole seconds. Default: what the server grants, one day.</summary>
    public TimeSpan? TemporaryLifetime { get; init; }
}
