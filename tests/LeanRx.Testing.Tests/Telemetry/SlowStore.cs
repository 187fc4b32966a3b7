using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Server.Storage;

namespace LeanRx.Testing.Tests.Telemetry;

/// <summary>A store in which a message takes its time to become durable.</summary>
sealed class SlowStore(IMessageStore inner, IScheduler scheduler, TimeSpan delay) : ForwardingStore(inner)
{
    public override IMessageLog Messages { get; } = new SlowLog(inner.Messages, scheduler, delay);

    sealed class SlowLog(IMessageLog inner, IScheduler scheduler, TimeSpan delay) : ForwardingMessageLog(inner)
    {
        public override async ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default)
        {
            await Observable.Timer(delay, scheduler).ToTask(cancellationToken);
            return await base.AppendAsync(message, cancellationToken);
        }
    }
}
