using LeanRx.Protocol.Frames.Internal;

namespace LeanRx.Protocol;

// protocol.md §4.10.1, §4.10.3
/// <summary><c>direct</c>: a message, on its way to the server or to a receiver.</summary>
public sealed record DirectFrame : Frame
{
    DirectRest _rest = DirectRest.None;

    /// <inheritdoc/>
    public override string Command => Commands.Direct;

    /// <summary>The conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The body (<c>msg</c>), base64 when <see cref="IsBinary"/>.</summary>
    public string? Body { get; init; }

    /// <summary>The body as bytes, base64 in JSON (<c>binaryMsg</c>).</summary>
    public byte[]? BinaryBody { get; init; }

    /// <summary>True when the body is binary (<c>bin</c>).</summary>
    public bool? IsBinary { get; init; }

    /// <summary>True when the sender wants a receipt (<c>r</c>).</summary>
    public bool? ReceiptRequested { get; init; }

    /// <summary>True for an online-only message that is not stored.</summary>
    public bool? IsTransient { get; init; }

    /// <summary>The sender's token, kept over repetitions, by which the server stores a message once (<c>dt</c>).</summary>
    public string? DeduplicationToken { get; init; }

    /// <summary>True to keep the message as the sender's last will.</summary>
    public bool? IsWill
    {
        get => _rest.IsWill;
        init => _rest = _rest.IsWill == value ? _rest : _rest with { IsWill = value };
    }

    /// <summary>JSON text of the payload for offline push.</summary>
    public string? PushData
    {
        get => _rest.PushData;
        init => _rest = _rest.PushData == value ? _rest : _rest with { PushData = value };
    }

    /// <summary>Clients that the message mentions.</summary>
    public IReadOnlyList<string>? MentionedClientIds { get; init; }

    /// <summary>True when it mentions everybody.</summary>
    public bool? MentionAll { get; init; }

    /// <summary>1 high, 2 normal, 3 low.</summary>
    /// <remarks>Read from <c>priority</c> or <c>level</c>, written as <c>priority</c>.</remarks>
    public int? Priority
    {
        get => _rest.Priority;
        init => _rest = _rest.Priority == value ? _rest : _rest with { Priority = value };
    }

    /// <summary>The sender, on deliveries.</summary>
    public string? FromPeerId { get; init; }

    /// <summary>Recipients in the first version of the protocol and in service conversations.</summary>
    public IReadOnlyList<string>? ToPeerIds
    {
        get => _rest.ToPeerIds;
        init => _rest = _rest.ToPeerIds == value ? _rest : _rest with { ToPeerIds = value };
    }

    /// <summary>Group of the first version of the protocol.</summary>
    public string? RoomId
    {
        get => _rest.RoomId;
        init => _rest = _rest.RoomId == value ? _rest : _rest with { RoomId = value };
    }

    /// <summary>The message id, on deliveries (<c>id</c>).</summary>
    public string? MessageId { get; init; }

    /// <summary>The server's time of the message, milliseconds since 1970 UTC, on deliveries.</summary>
    public long? Timestamp { get; init; }

    /// <summary>True only on messages replayed at login.</summary>
    public bool? IsOffline
    {
        get => _rest.IsOffline;
        init => _rest = _rest.IsOffline == value ? _rest : _rest with { IsOffline = value };
    }

    /// <summary>True when the server holds more missed messages around this one.</summary>
    public bool? HasMore
    {
        get => _rest.HasMore;
        init => _rest = _rest.HasMore == value ? _rest : _rest with { HasMore = value };
    }

    /// <summary>When the message was last changed, milliseconds.</summary>
    public long? PatchTimestamp
    {
        get => _rest.PatchTimestamp;
        init => _rest = _rest.PatchTimestamp == value ? _rest : _rest with { PatchTimestamp = value };
    }

    /// <summary>The trace that the message belongs to, in the form of W3C Trace Context (<c>traceparent</c>).</summary>
    /// <remarks>Clients of other kinds pass over it.</remarks>
    public string? TraceParent { get; init; }

    /// <summary>Kind of conversation: 1 normal, 2 chat room, 3 service, 4 temporary.</summary>
    public int? ConversationType
    {
        get => _rest.ConversationType;
        init => _rest = _rest.ConversationType == value ? _rest : _rest with { ConversationType = value };
    }
}
