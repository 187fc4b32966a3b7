namespace LeanRx;

// protocol.md §4.9
/// <summary>How far the other members of a conversation have come (<c>max-read</c>).</summary>
/// <param name="DeliveredTo">What was sent up to here has reached one of them; null when nothing has, or the server does not tell.</param>
/// <param name="ReadTo">What was sent up to here has been read by one of them; null when nothing has, or the server does not tell.</param>
public sealed record ReadProgress(DateTimeOffset? DeliveredTo, DateTimeOffset? ReadTo);
