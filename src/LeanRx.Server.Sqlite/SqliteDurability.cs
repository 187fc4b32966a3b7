namespace LeanRx.Server;

/// <summary>What a completed write of a <see cref="SqliteMessageStore"/> survives.</summary>
public enum SqliteDurability
{
    /// <summary>A loss of power too, as far as the disk keeps its word: every commit is synced (<c>synchronous=FULL</c>).</summary>
    Full,

    /// <summary>
    /// The end of the process in any way, <c>kill -9</c> included; a loss of power may cost the last commits, but never damages the file
    /// (<c>synchronous=NORMAL</c>). Several times as many commits a second.
    /// </summary>
    Normal,
}
