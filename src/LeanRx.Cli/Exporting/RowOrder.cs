namespace LeanRx.Cli.Exporting;

/// <summary>Where a row stands in its file.</summary>
readonly record struct RowOrder(string First, string Second = "", long Time = 0) : IComparable<RowOrder>
{
    public int CompareTo(RowOrder other) =>
        Time != other.Time ? Time.CompareTo(other.Time)
        : string.CompareOrdinal(First, other.First) is not 0 and var order ? order
        : string.CompareOrdinal(Second, other.Second);
}
