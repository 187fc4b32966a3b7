using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>What the parts of a session share.</summary>
internal sealed record SessionParts(LeanClientOptions Options, SessionClock Clock, SerialGate Gate, DeliveryQueue Deliveries, SerialIds SerialIds,
    FrameLog Frames, LineWatch Line, ClientNetwork Network, Action<Fault> Report)
{
    /// <summary>The session's own, so that nothing that it keeps is shared with other clients.</summary>
    public IFrameCodec Codec { get; } = Options.WireFormat.CreateCodec();

    public PayloadBuffer Buffer { get; } = new();

    /// <summary>Whether nothing is under way but what is written now.</summary>
    public Func<bool> IsAlone { get; init; } = static () => true;

    public RouteCache Routes { get; } = new(Options, Clock, Network);

    public required LoginMemory Memory { get; init; }

    public required Random Random { get; init; }

    public required IReconnectPolicy ReconnectPolicy { get; init; }

    public ITransport Transport { get; } = Options.Transport
        ?? new WebsocketTransport(Options.MaxFrameBytes, Options.Scheduler, Options.LoggerFactory, Network);

    /// <summary>Disposes what belongs to the application's resolver or transport, which may throw.</summary>
    public void Release(IDisposable? resource)
    {
        try
        {
            resource?.Dispose();
        }
        catch (Exception exception)
        {
            Report(new Fault(FaultKind.Callback, $"Letting go of a connection failed: {exception.Message}", exception));
        }
    }
}
