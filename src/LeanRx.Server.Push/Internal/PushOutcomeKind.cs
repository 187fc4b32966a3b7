namespace LeanRx.Server.Push.Internal;

/// <summary>What an answer of a provider means for a notification.</summary>
enum PushOutcomeKind
{
    /// <summary>The provider has taken it.</summary>
    Sent,

    /// <summary>It was not sent: the device was deleted before.</summary>
    Unneeded,

    /// <summary>The device no longer has the app: there is nobody to notify.</summary>
    DeviceGone,

    /// <summary>It may be taken later.</summary>
    Later,

    /// <summary>It will never be taken as it is.</summary>
    Refused,

    /// <summary>The key or what it is for is refused: nothing will be taken until somebody has seen to it.</summary>
    KeyRefused,
}
