namespace LeanRx;

/// <summary>The content of an <see cref="IOutboxStore"/>.</summary>
public sealed record OutboxContent
{
    /// <summary>Creates a content.</summary>
    public OutboxContent(IReadOnlyList<OutboxEntry> entries) => Entries = entries;

    /// <summary>The pending sends, in the order in which they were added.</summary>
    public IReadOnlyList<OutboxEntry> Entries { get; init; }

    /// <summary>What could not be read, and where; the client reports it as a <see cref="Fault"/>.</summary>
    /// <value>Null when everything could be read.</value>
    public string? Damage { get; init; }
}
