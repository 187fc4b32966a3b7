namespace LeanRx.Protocol;

// protocol.md §4.12
/// <summary><c>unread</c>: conversations with unread messages, told after login and when another device reads.</summary>
public sealed record UnreadFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Unread;

    /// <summary>Cursor that the client sends back at its next login, milliseconds.</summary>
    public long? NotificationTime { get; init; }

    /// <summary>The conversations.</summary>
    public IReadOnlyList<UnreadConversation> Conversations { get; init; } = [];
}
