using LeanRx.Protocol;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Connections.Internal;

/// <summary>What a connection hands its frames and its sessions to.</summary>
internal interface IConnectionHost
{
    /// <summary>No more commands are taken.</summary>
    bool IsStopping { get; }

    /// <summary>Handles one frame. Never throws.</summary>
    ValueTask HandleAsync(ClientConnection connection, Frame frame);

    /// <summary>Ends what was logged in over a connection.</summary>
    ValueTask EndAllAsync(IReadOnlyList<Session> sessions, SessionEnd end);

    void Forget(ClientConnection connection);
}
