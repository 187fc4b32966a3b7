namespace LeanRx;

/// <summary>What a store of sends holds.</summary>
/// <param name="Entries">The sends that wait, in the order in which they were added.</param>
/// <param name="Damage">What could not be read, and where; null when everything could. The client tells it as a <see cref="Fault"/>.</param>
public sealed record OutboxContent(IReadOnlyList<OutboxEntry> Entries, string? Damage = null);
