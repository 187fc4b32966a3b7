using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>A message has another content.</summary>
public sealed record MessageEdited : MessageChange
{
    /// <summary>Makes a change.</summary>
    /// <param name="message">The message with its new content.</param>
    public MessageEdited(Message message) : base(Guard.NotNull(message, nameof(message)))
    {
    }
}
