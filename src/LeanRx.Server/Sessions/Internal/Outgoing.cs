using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Telemetry.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>One send: taken in its place in the order, and on its way into the store and out to the members.</summary>
/// <param name="Sender">The login that sent it; does not get the delivery. Null for an operator, and for a will, whose login has ended.</param>
/// <param name="Request">The frame to acknowledge; null where there is none, or it was acknowledged before.</param>
/// <param name="Message">The message with its id and time.</param>
/// <param name="Append">Ends when it is durable; null when it is not stored.</param>
/// <param name="Record">The conversation as it was when the message was taken.</param>
internal sealed record Outgoing(ISeat? Sender, DirectFrame? Request, StoredMessage Message, ValueTask<AppendResult>? Append, ConversationRecord Record)
{
    /// <summary>Ends when it is durable; null when it is not stored. It may be awaited more than once.</summary>
    public ValueTask<AppendResult>? Append { get; } = Append?.Preserve();

    public ConversationAudience Audience { get; init; }

    /// <summary>What a login left behind that has ended; null for everything else.</summary>
    public Will? Will { get; init; }

    /// <summary>Whether an operator sends it.</summary>
    public bool IsFromOperator => Sender is null && Will is null;

    /// <summary>From where the sender is connected, or was.</summary>
    public string? RemoteAddress => Sender is null ? Will?.RemoteAddress : Sender.RemoteAddress;

    public DeliveryPriority Priority { get; init; } = DeliveryPriority.Normal;

    /// <summary>When its command arrived, for whoever measures.</summary>
    public TimeSpan BegunAt { get; init; }

    /// <summary>Its trace; null where it has none.</summary>
    public RelayedMessage? Relay { get; init; }

    /// <summary>What a push notification is to say; null where the sender says nothing.</summary>
    public string? PushData { get; init; }

    /// <summary>Whether the sender's other devices do not get it either.</summary>
    public bool SkipsSender { get; init; }

    /// <summary>Told of the message once it is durable and delivered; null when nobody waits.</summary>
    public TaskCompletionSource<StoredMessage>? Stored { get; init; }

    /// <summary>Which logins get the delivery.</summary>
    public SeatFilter Receivers => new() { Except = Sender, ExceptClient = SkipsSender ? Message.From : null };
}
