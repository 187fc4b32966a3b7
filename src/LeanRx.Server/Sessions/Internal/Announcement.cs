namespace LeanRx.Server.Sessions.Internal;

/// <summary>How far it is told that a client is online.</summary>
internal enum Announcement
{
    None,
    Begun,
    Done,
}
