namespace LeanRx;

/// <summary>One step from a list to the next: <see cref="Added"/>, <see cref="Updated"/>, <see cref="Moved"/> or <see cref="Removed"/>.</summary>
/// <remarks>The steps of one notification are taken in their order, each on the list that the one before left.</remarks>
/// <param name="Index">Where the item is after the step; of one that was removed, where it was.</param>
/// <param name="Item">The item.</param>
public abstract record ListChange<T>(int Index, T Item)
{
    /// <summary>An item came.</summary>
    public sealed record Added(int Index, T Item) : ListChange<T>(Index, Item);

    /// <summary>An item stands where it stood, with another content.</summary>
    /// <param name="Index">Where it is.</param>
    /// <param name="Item">What it is now.</param>
    /// <param name="Previous">What it was before.</param>
    public sealed record Updated(int Index, T Item, T Previous) : ListChange<T>(Index, Item);

    /// <summary>An item went to another place.</summary>
    /// <param name="Index">Where it is.</param>
    /// <param name="PreviousIndex">Where it was.</param>
    /// <param name="Item">The item.</param>
    public sealed record Moved(int Index, int PreviousIndex, T Item) : ListChange<T>(Index, Item);

    /// <summary>An item is not in the list any more.</summary>
    public sealed record Removed(int Index, T Item) : ListChange<T>(Index, Item);
}
