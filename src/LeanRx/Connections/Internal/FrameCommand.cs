using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Telemetry.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>A command that is a frame, and completes with the frame that answers it.</summary>
internal sealed class FrameCommand : PendingCommand
{
    readonly Action<Frame>? _take;
    readonly TaskCompletionSource<Frame> _source;
    Frame? _answer;

    /// <param name="frame">As it goes on the wire. It is the command's own: the serial id is written into it.</param>
    /// <param name="isRepeatable">Whether it goes out again after a loss.</param>
    /// <param name="isBounded">Whether it counts among those of which only so many may wait.</param>
    /// <param name="take">Takes note of the answer; null where nobody does.</param>
    /// <param name="deliveries">Where its awaits resume.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public FrameCommand(Frame frame, bool isRepeatable, bool isBounded, Action<Frame>? take, DeliveryQueue deliveries, CancellationToken cancellationToken)
        : base(deliveries)
    {
        Frame = frame;
        IsRepeatable = isRepeatable;
        IsBounded = isBounded;
        CancellationToken = cancellationToken;
        _take = take;
        _source = NewSource<Frame>();
    }

    public Frame Frame { get; private set; }

    public override string Name => Text.NameOf(Frame);

    public override bool IsMessage => Frame is DirectFrame;

    public override bool IsTaken => _take is not null;

    /// <summary>The task for the caller.</summary>
    public Task<Frame> TakeTask()
    {
        CompleteIfDecided();
        return _source.Task;
    }

    /// <summary>Less, or more, is asked for.</summary>
    public void Ask(Frame frame) => Frame = frame;

    public override void Answered(Frame answer) => _answer = answer;

    public override void Take()
    {
        try
        {
            _take?.Invoke(_answer!);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return;
        }
        Decide(_answer!);
    }

    public override int WriteTo(ICommandWriter writer, string clientId)
    {
        if (Frame.SerialId is null)
            Frame.Stamp(SerialId, clientId);
        return writer.Send(Frame);
    }

    public override void Measure(ClientTelemetry telemetry, Exception? cause) => telemetry.OnEnded(Frame, BegunAt, cause);

    protected override void Complete(object outcome) => Complete(_source, outcome);
}
