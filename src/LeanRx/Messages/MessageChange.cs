using LeanRx.Common.Internal;

namespace LeanRx;

// protocol.md §4.13
/// <summary>A change of a message after it was sent: <see cref="Edited"/> or <see cref="Recalled"/>.</summary>
public abstract record MessageChange
{
    private protected MessageChange(Message message) => Message = message;

    /// <summary>The message as it is now, with its original id, conversation, sender and time.</summary>
    /// <remarks><see cref="Message.UpdatedAt"/> is the time of the change.</remarks>
    public Message Message { get; }

    /// <summary>
    /// The reason code of a change made by the system: −4408 for censorship, a positive number for an application hook (<c>patchCode</c>).
    /// </summary>
    /// <value>Null when the sender made the change.</value>
    public long? Code { get; init; }

    /// <summary>The text that belongs to <see cref="Code"/> (<c>patchReason</c>); null if there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>The content of a message was replaced.</summary>
    public sealed record Edited : MessageChange
    {
        /// <summary>Creates a change.</summary>
        /// <param name="message">The message with its new content.</param>
        public Edited(Message message) : base(Guard.NotNull(message, nameof(message)))
        {
        }
    }

    /// <summary>A message was recalled by its sender or by the system.</summary>
    public sealed record Recalled : MessageChange
    {
        /// <summary>Creates a change.</summary>
        /// <param name="message">The placeholder for the recalled message.</param>
        public Recalled(RecalledMessage message) : base(Guard.NotNull(message, nameof(message)))
        {
        }
    }
}
