namespace LeanRx.Common.Internal;

// protocol.md §4.5.1, §4.11
/// <summary>Pages of what a server lists: messages and conversations.</summary>
internal static class PageSizes
{
    /// <summary>What is asked for at once.</summary>
    public const int Largest = 1000;

    /// <summary>Servers give less than they are asked for, but not less than this while there is more.</summary>
    public const int SmallestFull = 100;
}
