namespace LeanRx;

// protocol.md §4.9
/// <summary>How far the other members of a conversation have received and read its messages (<c>max-read</c>).</summary>
public sealed record ReadProgress
{
    /// <summary>Messages up to this time have been delivered to at least one other member; null if none, or if the server does not report it.</summary>
    public DateTimeOffset? DeliveredTo { get; init; }

    /// <summary>Messages up to this time have been read by at least one other member; null if none, or if the server does not report it.</summary>
    public DateTimeOffset? ReadTo { get; init; }
}
