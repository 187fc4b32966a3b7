using LeanRx.Server.Hooks;
using LeanRx.Server.Runtime.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Interception.Internal;

/// <summary>One call of a hook. It has an answer at the latest when it expires, whatever the hook does.</summary>
internal sealed class HookCall<T>(Func<IMessageHook, CancellationToken, ValueTask<T>> ask, ILogger log) : IHookCall
{
    readonly TaskCompletionSource<HookAnswer<T>> _answer = new();
    readonly CancellationTokenSource _expired = new();

    public Task<HookAnswer<T>> Answer => _answer.Task;

    public bool IsOver => _answer.Task.IsCompleted;

    public void Expire()
    {
        if (!_answer.TrySetResult(new HookAnswer<T>(default, null, IsLate: true)))
            return;
        try
        {
            _expired.Cancel();
        }
        catch (AggregateException exception)
        {
            log.LogFault(exception, "cancelling a late hook");
        }
    }

    public async Task RunAsync(IMessageHook hook)
    {
        try
        {
            _answer.TrySetResult(new HookAnswer<T>(await ask(hook, _expired.Token).ConfigureAwait(false), null, IsLate: false));
        }
        catch (Exception exception)
        {
            _answer.TrySetResult(new HookAnswer<T>(default, exception, IsLate: false));
        }
    }
}
