using System.Reactive.Concurrency;

namespace LeanRx.Tests.Transport;

public class WebsocketTransportTests : TransportContract
{
    protected override ITransport Make(int maxPayloadBytes = 1 << 24) => new WebsocketTransport(maxPayloadBytes);
}

[Collection(CountsTheProcess.Name)]
public class WebsocketDisposalTests : DisposalContract
{
    protected override ITransport Make(IScheduler scheduler) => new WebsocketTransport(scheduler: scheduler);
}

[Collection(CountsTheProcess.Name)]
public class WebsocketLeakTests : LeakContract
{
    protected override ITransport Transport { get; } = new WebsocketTransport();
}

public class WebsocketHandshakeTests : HandshakeContract
{
    protected override ITransport Transport { get; } = new WebsocketTransport();
}
