namespace LeanRx.Interop;

/// <summary>What some SDKs offer and others do not.</summary>
public enum Feature
{
    /// <summary>Creates and enters temporary conversations.</summary>
    TemporaryConversations,

    /// <summary>Is told unread counts and marks conversations as read.</summary>
    UnreadCounts,

    /// <summary>Gets what it missed pushed at login.</summary>
    OfflineMessages,

    /// <summary>Hears that its message was read.</summary>
    ReadReceipts,

    /// <summary>Modifies and recalls messages, and hears of it.</summary>
    Patches,

    /// <summary>Sends files that are known by their address alone.</summary>
    SendsAddresses,

    /// <summary>Shows files that are known by their address alone.</summary>
    ShowsAddresses,

    /// <summary>Uploads files.</summary>
    Uploads,

    /// <summary>Sends files with address and id.</summary>
    SendsFiles,

    /// <summary>Sends and shows bytes.</summary>
    Bytes,

    /// <summary>Mentions people, and says so of what is unread.</summary>
    Mentions,

    /// <summary>Silences and blocks members, and hears of it.</summary>
    Moderation,

    /// <summary>Mutes conversations.</summary>
    Muting,

    /// <summary>Gives members roles, and hears of it.</summary>
    Roles,

    /// <summary>Leaves a message that is sent when it is lost.</summary>
    Wills,

    /// <summary>Logs in as the only device of its kind.</summary>
    Tags,

    /// <summary>Sends with a priority.</summary>
    Priorities,

    /// <summary>Reads history forwards, by type, and with its ends.</summary>
    HistoryRanges,

    /// <summary>Says for whom changing members failed.</summary>
    PartialSuccess,

    /// <summary>Runs several clients on one socket.</summary>
    SharedSockets,

    /// <summary>Refreshes its session token, and calls over REST with it.</summary>
    SessionRefresh,

    /// <summary>Hears after a loss what was done meanwhile.</summary>
    MissedEvents,
}
