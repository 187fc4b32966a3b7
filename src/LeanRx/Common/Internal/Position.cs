namespace LeanRx.Common.Internal;

// S70
/// <summary>A place in a conversation's history. The id is null before the first known message.</summary>
internal readonly record struct Position(long Timestamp, string? Id)
{
    public bool IsKnown => Id is not null;

    /// <summary>The later of the two; of equal times the second, which the server sent later.</summary>
    public static Position Later(Position first, Position second) => !first.IsKnown || second.Timestamp >= first.Timestamp ? second : first;
}
