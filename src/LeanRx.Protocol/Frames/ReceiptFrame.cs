namespace LeanRx.Protocol;

// protocol.md §4.10.5
/// <summary><c>rcp</c>: a message was delivered or read, told to its sender.</summary>
public sealed record ReceiptFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Receipt;

    /// <summary>The conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The message (<c>id</c>).</summary>
    public string? MessageId { get; init; }

    /// <summary>When it was delivered or read, milliseconds since 1970 UTC.</summary>
    public long? Timestamp { get; init; }

    /// <summary>True for read; null or false for delivered.</summary>
    public bool? IsRead { get; init; }

    /// <summary>The receiver.</summary>
    public string? From { get; init; }
}
