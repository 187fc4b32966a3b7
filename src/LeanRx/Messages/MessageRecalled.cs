using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>A message was taken back.</summary>
public sealed record MessageRecalled : MessageChange
{
    /// <summary>Makes a change.</summary>
    /// <param name="message">What stands in its place.</param>
    public MessageRecalled(RecalledMessage message) : base(Guard.NotNull(message, nameof(message)))
    {
    }
}
