namespace LeanRx;

// protocol.md §4.13
/// <summary>A message that was changed after it was sent: <see cref="MessageEdited"/> or <see cref="MessageRecalled"/>.</summary>
public abstract record MessageChange
{
    private protected MessageChange(Message message) => Message = message;

    /// <summary>
    /// The message as it is now: with the id, the conversation, the sender and the time that it always had. <see cref="Message.UpdatedAt"/> says when it was
    /// changed.
    /// </summary>
    public Message Message { get; }

    /// <summary>
    /// Why the system changed it: −4408 for censorship, a positive number for a hook of the application (<c>patchCode</c>). Null when its sender did.
    /// </summary>
    public long? Code { get; init; }

    /// <summary>The text of <see cref="Code"/> (<c>patchReason</c>). Null when there is none.</summary>
    public string? Reason { get; init; }
}
