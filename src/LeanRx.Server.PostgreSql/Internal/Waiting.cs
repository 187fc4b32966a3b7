using System.Reactive.Concurrency;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Waiting on a scheduler.</summary>
static class Waiting
{
    public static async Task ForAsync(IScheduler scheduler, TimeSpan time, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = scheduler.Schedule(time, () => over.TrySetResult());
        await over.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
