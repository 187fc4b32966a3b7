namespace LeanRx;

// protocol.md §1.2
/// <summary>Where an application's WebSockets are, as the router tells it.</summary>
/// <param name="Server">The primary URL.</param>
/// <param name="Secondary">The one to try when the primary fails; null where there is none.</param>
/// <param name="TimeToLive">How long the answer is good.</param>
public sealed record Route(Uri Server, Uri? Secondary, TimeSpan TimeToLive);
