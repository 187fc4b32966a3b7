namespace LeanRx.Conversations.Internal;

/// <summary>What a <see cref="CatchUp"/> waits for.</summary>
internal enum CatchUpStage
{
    /// <summary>Nothing was asked for: this client's own sends have to end first.</summary>
    Waiting,

    /// <summary>A page was asked for, or stands in the queue to be.</summary>
    Fetching,

    /// <summary>A page is there, and this client's own sends have to end first: some of it may be theirs.</summary>
    Holding,
}
