using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Streams.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>Shows frames as they pass to those who want to see them. Costs nothing while nobody does.</summary>
internal sealed class FrameLog(EventStream<FrameRecord> stream, SessionClock clock, SessionLog log)
{
    public bool IsWatched => stream.HasObservers || log.IsTracing;

    public void Sent(Frame frame) => Pass(FrameDirection.Sent, frame);

    public void Received(Frame frame) => Pass(FrameDirection.Received, frame);

    void Pass(FrameDirection direction, Frame frame)
    {
        if (stream.HasObservers)
            stream.Publish(new FrameRecord { Direction = direction, Timestamp = clock.Now, Frame = frame });
        if (log.IsTracing)
            log.Passed(direction, frame);
    }
}
