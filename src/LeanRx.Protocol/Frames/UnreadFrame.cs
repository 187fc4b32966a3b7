namespace LeanRx.Protocol;

// protocol.md §4.12
/// <summary><c>unread</c>: conversations with unread messages, told after login and when another device reads.</summary>
public sealed record UnreadFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Unread;

    /// <summary>Cursor that the client sends back at its next login, milliseconds.</summary>
    public long? NotificationTime { get; init; }

    /// <summary>Since when the server may have told less than happened, milliseconds: what was missed can be fetched.</summary>
    /// <remarks>Sent by LeanRx servers to clients with <see cref="SessionCapabilities.UnreadCounts"/> when one of several servers was lost.</remarks>
    public long? MissedSince { get; init; }

    /// <summary>The conversations.</summary>
    public IReadOnlyList<UnreadConversation> Conversations { get; init; } = [];
}
