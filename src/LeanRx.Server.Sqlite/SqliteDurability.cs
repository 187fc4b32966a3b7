namespace LeanRx.Server;

/// <summary>What a completed write of a <see cref="SqliteMessageStore"/> survives.</summary>
public enum SqliteDurability
{
    /// <summary>A power failure too, as far as the disk keeps its promises: every commit is synced (<c>synchronous=FULL</c>).</summary>
    Full,

    /// <summary>The end of the process in any way, including <c>kill -9</c>.</summary>
    /// <remarks>
    /// A power failure may lose the last commits, but never damages the file (<c>synchronous=NORMAL</c>). Several times as many commits a second.
    /// </remarks>
    Normal,
}
