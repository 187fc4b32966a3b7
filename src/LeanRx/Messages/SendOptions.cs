namespace LeanRx;

/// <summary>How a message is sent.</summary>
public sealed record SendOptions
{
    /// <summary>Whether the receiver's client shall confirm it; see <c>Receipts</c> (S143). It has an effect in conversations of two. Default false.</summary>
    public bool Receipt { get; init; }

    /// <summary>Whether it is for those online alone: not stored, not in history, not repeated after a drop (S144). Default false.</summary>
    public bool Transient { get; init; }
}
