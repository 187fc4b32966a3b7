namespace LeanRx.Protocol;

// protocol.md §4.1.1
/// <summary>Bits of <c>configBitmap</c>: what a client tells the server that it understands.</summary>
[Flags]
public enum SessionCapabilities : long
{
    /// <summary>Nothing beyond the first JSON client.</summary>
    None = 0,

    /// <summary>Pushes of edited and recalled messages.</summary>
    MessagePatches = 1,

    /// <summary>Messages of temporary conversations.</summary>
    TemporaryConversations = 2,

    /// <summary>Binding of the device to the client id for push notifications.</summary>
    BindInstallation = 4,

    /// <summary>Acks for transient messages too.</summary>
    TransientAcks = 8,

    /// <summary>Pushes that can be fetched again over REST.</summary>
    ReliableNotifications = 16,

    /// <summary>Member operations that succeed for some ids and fail for others.</summary>
    PartialFailures = 32,

    /// <summary>Receipts in conversations of more than two members.</summary>
    GroupReceipts = 64,

    /// <summary>Frames without <c>peerId</c> while one session is open on the socket.</summary>
    OmitPeerId = 128,

    /// <summary>Pushes of what another device of the same client muted.</summary>
    /// <remarks>A bit of LeanRx alone: other servers pass over it.</remarks>
    MuteChanges = 1 << 20,

    /// <summary>Unread counts whenever they change otherwise than by a new message.</summary>
    /// <remarks>A bit of LeanRx alone: other servers pass over it.</remarks>
    UnreadCounts = 1 << 21,
}
