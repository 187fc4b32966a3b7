namespace LeanRx.Server.Sessions.Internal;

/// <summary>Who is online, and who came or went lately.</summary>
internal interface IPresence
{
    /// <summary>What stands in it shows in <see cref="IsOnline"/> already.</summary>
    PresenceLog Presence { get; }

    bool IsOnline(string clientId);
}
