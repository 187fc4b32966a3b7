namespace LeanRx;

/// <summary>The direction of a history query.</summary>
public enum HistoryDirection
{
    /// <summary>Backwards in time, newest message first.</summary>
    Older,

    /// <summary>Forwards in time, oldest message first.</summary>
    Newer,
}
