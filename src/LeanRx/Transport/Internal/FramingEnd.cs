#if NET
using System.Net.WebSockets;
using LeanRx.Protocol.Framing.Internal;

namespace LeanRx.Transport.Internal;

/// <summary>What the end of an upgraded connection is told as, and answered with.</summary>
internal static class FramingEnd
{
    /// <summary>The server has closed, or must be left.</summary>
    /// <param name="frames">A reader that is over.</param>
    /// <returns>What the close frame to the server says, and what is told.</returns>
    public static (WebSocketCloseStatus Answer, TransportClose Close) Of(WebSocketFrameReader frames)
    {
        if (frames.Failure is { } failure)
        {
            var code = failure.Code == WebSocketFailure.InvalidPayload ? failure.Code : 1006;
            return ((WebSocketCloseStatus)failure.Code,
                new TransportClose(code) { Reason = failure.Message, Cause = new WebSocketException(WebSocketError.Faulted, failure.Message) });
        }
        var status = (WebSocketCloseStatus)frames.CloseCode!.Value;
        return (status == WebSocketCloseStatus.Empty ? WebSocketCloseStatus.NormalClosure : status,
            new TransportClose((int)status) { Reason = string.IsNullOrEmpty(frames.CloseReason) ? null : frames.CloseReason });
    }

    /// <summary>The connection ended without a close frame.</summary>
    public static TransportClose Of(Exception exception)
    {
        var cause = new WebSocketException(WebSocketError.ConnectionClosedPrematurely, exception);
        return new TransportClose(1006) { Reason = cause.Message, Cause = cause };
    }
}
#endif
