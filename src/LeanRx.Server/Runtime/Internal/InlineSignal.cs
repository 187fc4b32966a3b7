using System.Threading.Tasks.Sources;

namespace LeanRx.Server.Runtime.Internal;

/// <summary>Wakes one waiter, once, on the thread that fires it: no hop, whatever context the waiter came from.</summary>
internal sealed class InlineSignal : IValueTaskSource
{
    ManualResetValueTaskSourceCore<bool> _core;

    public ValueTask Fired => new(this, _core.Version);

    public void Fire() => _core.SetResult(true);

    public void GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
