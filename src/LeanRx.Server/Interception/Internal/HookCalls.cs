using System.Reactive.Concurrency;
using LeanRx.Server.Hooks;
using LeanRx.Server.Runtime.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Interception.Internal;

/// <summary>
/// The calls of one hook: so many at a time, the others wait. A hook that goes on after its time is over keeps its place, so that one that hangs costs no more
/// than its places. Calls begin on the scheduler: a hook that blocks holds up no connection.
/// </summary>
internal sealed class HookCalls(HookOptions options, EngineClock clock, ILogger log, AsyncLocal<bool> isInside)
{
    readonly Queue<IHookCall> _waiting = new();
    int _running;

    public HookOptions Options => options;

    public string Name { get; } = options.Hook.ToString() is { Length: > 0 } name ? name : options.Hook.GetType().Name;

    public async ValueTask<HookAnswer<T>> CallAsync<T>(Func<IMessageHook, CancellationToken, ValueTask<T>> ask)
    {
        var call = new HookCall<T>(ask, log);
        using var deadline = clock.Scheduler.Schedule(options.Timeout, call.Expire);
        if (TryEnter(call))
            clock.Scheduler.Schedule(() => { _ = RunAsync(call); });
        return await call.Answer.ConfigureAwait(false);
    }

    /// <summary>Takes a place; false when there is none, and the call waits for one.</summary>
    bool TryEnter(IHookCall call)
    {
        lock (_waiting)
        {
            if (_running < options.MaxConcurrentCalls)
            {
                _running++;
                return true;
            }
            _waiting.Enqueue(call);
            return false;
        }
    }

    async Task RunAsync(IHookCall? call)
    {
        // What the hook does in here, it does not need to be asked about.
        isInside.Value = true;
        while (call is not null)
        {
            if (!call.IsOver)
                await call.RunAsync(options.Hook).ConfigureAwait(false);
            lock (_waiting)
            {
                if (_waiting.TryDequeue(out call))
                    continue;
                _running--;
                return;
            }
        }
    }
}
