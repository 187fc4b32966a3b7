using LeanRx.Protocol;

namespace LeanRx;

// protocol.md §4.16
/// <summary>A page of missed events.</summary>
public sealed record MissedEventPage
{
    /// <summary>Creates a page.</summary>
    public MissedEventPage(IReadOnlyList<Frame> frames) => Frames = frames;

    /// <summary>The frames as they would have arrived over the socket, oldest first.</summary>
    public IReadOnlyList<Frame> Frames { get; init; }

    /// <summary>Whether there are more pages.</summary>
    /// <value>False.</value>
    public bool HasMore { get; init; }

    /// <summary>Whether the server still has all events since the requested time.</summary>
    /// <value>True. If false, the client asks again for what it knows of its conversations.</value>
    public bool IsComplete { get; init; } = true;
}
