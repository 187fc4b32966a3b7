using LeanRx.Connections.Internal;

namespace LeanRx.Tests.Support;

/// <summary>A frame that the client sent.</summary>
/// <param name="At">When, in seconds of virtual time.</param>
sealed record SentFrame(FakeConnection Connection, Frame Frame, double At, byte[] Payload)
{
    public string Name => Frame is HeartbeatFrame ? "{}" : LeanRx.Common.Internal.Text.NameOf(Frame);

    /// <summary>The server answers.</summary>
    public void Reply(Frame answer) => Connection.Receive(answer with { SerialId = Frame.SerialId, PeerId = Frame.PeerId });
}
