namespace LeanRx.Common.Internal;

/// <summary>The last ids of one place in an <see cref="IdTable"/>: where they begin and end there.</summary>
internal struct IdWindow
{
    /// <summary>Most ids of a window.</summary>
    public const int Capacity = 1024;

    /// <summary>Its number in the table; 0 before its first id.</summary>
    public int Number;

    /// <summary>The slot of its oldest id, counted from 1.</summary>
    public int First;

    /// <summary>The slot of its newest id, counted from 1.</summary>
    public int Last;

    public int Count;
}
