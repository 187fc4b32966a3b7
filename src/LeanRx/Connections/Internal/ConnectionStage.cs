namespace LeanRx.Connections.Internal;

/// <summary>How far a connection has come.</summary>
internal enum ConnectionStage
{
    New,
    Routing,
    Dialling,
    Signing,
    LoggingIn,
    Open,
    LoggingOut,
    Ended,
}
