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

    /// <summary>Mutes conversations.</summary>
    Muting,
}
