namespace LeanRx.MissedEvents.Internal;

/// <summary>What a <see cref="MissedEventFetcher"/> fetches for. Called inside the gate.</summary>
internal interface IMissedEventTaker
{
    /// <summary>A page came.</summary>
    void OnPage(MissedEventPage page);

    /// <summary>An answer did not come; it is asked for again if the reconnect policy says so.</summary>
    void OnLate();

    /// <summary>What was missed will not come before the next login.</summary>
    void OnGivenUp();
}
