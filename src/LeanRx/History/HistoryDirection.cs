namespace LeanRx;

/// <summary>Which way through history.</summary>
public enum HistoryDirection
{
    /// <summary>Back in time: the newest message first.</summary>
    Older,

    /// <summary>Forward in time: the oldest message first.</summary>
    Newer,
}
