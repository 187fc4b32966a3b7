using LeanRx.Protocol;

namespace LeanRx.Server.Events;

// protocol.md §7.6
/// <summary>A message was stored and delivered, or a transient message was delivered.</summary>
public sealed record MessageSent : ConversationEvent
{
    /// <summary>The kind of the conversation.</summary>
    public required ConversationKind Kind { get; init; }

    /// <summary>The message id.</summary>
    public required string MessageId { get; init; }

    /// <summary>The sender.</summary>
    public required string From { get; init; }

    /// <summary>The body, base64 if <see cref="IsBinary"/>.</summary>
    public required string Body { get; init; }

    /// <summary>Whether <see cref="Body"/> is base64 of bytes.</summary>
    public bool IsBinary { get; init; }

    /// <summary>Whether it was delivered to clients that are online only, and not stored.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the sender requested receipts.</summary>
    public bool ReceiptRequested { get; init; }

    /// <summary>Whether an operator sent it, over REST or through the engine.</summary>
    public bool IsFromOperator { get; init; }

    /// <summary>The address of the sender, if the host knows it.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>The receivers that are online.</summary>
    /// <remarks>Empty for messages in chat rooms, to all subscribers and to all clients.</remarks>
    public IReadOnlyList<string> OnlineClientIds { get; init; } = [];

    /// <summary>The receivers that are offline.</summary>
    /// <remarks>Empty for messages in chat rooms, to all subscribers and to all clients.</remarks>
    public IReadOnlyList<string> OfflineClientIds { get; init; } = [];
}
