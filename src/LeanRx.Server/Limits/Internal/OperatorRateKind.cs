namespace LeanRx.Server.Limits.Internal;

// protocol.md §10.3
/// <summary>What operators send, counted apart.</summary>
internal enum OperatorRateKind
{
    /// <summary>Messages to members, to chat rooms and to single clients, their edits and recalls.</summary>
    Message,

    /// <summary>Messages to all subscribers, their edits and recalls.</summary>
    SubscriberBroadcast,

    /// <summary>Messages to everybody.</summary>
    GlobalBroadcast,
}
