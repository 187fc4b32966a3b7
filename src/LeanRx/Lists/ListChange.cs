namespace LeanRx;

/// <summary>A change from one list to the next: <see cref="Added"/>, <see cref="Updated"/>, <see cref="Moved"/> or <see cref="Removed"/>.</summary>
/// <remarks>The changes of one notification are applied in order, each to the list that the one before produced.</remarks>
public abstract record ListChange<T>
{
    private protected ListChange()
    {
    }

    /// <summary>The index of the item after the change; of a removed item, before it.</summary>
    public required int Index { get; init; }

    /// <summary>The item.</summary>
    public required T Item { get; init; }

    /// <summary>An item was added.</summary>
    public sealed record Added : ListChange<T>;

    /// <summary>An item was replaced by a new version with the same key, at the same index.</summary>
    public sealed record Updated : ListChange<T>
    {
        /// <summary>The item as it was before.</summary>
        public required T Previous { get; init; }
    }

    /// <summary>An item moved to another index.</summary>
    public sealed record Moved : ListChange<T>
    {
        /// <summary>The index before the change.</summary>
        public required int PreviousIndex { get; init; }
    }

    /// <summary>An item was removed.</summary>
    public sealed record Removed : ListChange<T>;
}
