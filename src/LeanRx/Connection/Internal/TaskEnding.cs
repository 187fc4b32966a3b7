using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>
/// Where awaits of commands resume. Where the options' scheduler is the thread pool they resume there, as any task does; otherwise on the scheduler itself,
/// so that in virtual time an await resumes at its instant and a run is the same each time.
/// </summary>
internal sealed class TaskEnding(IScheduler scheduler)
{
    readonly bool _isOnThreadPool = scheduler is TaskPoolScheduler or DefaultScheduler or ThreadPoolScheduler;

    public TaskCreationOptions CreationOptions => _isOnThreadPool ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None;

    public void Succeed(PendingCommand command, Frame reply)
    {
        if (_isOnThreadPool)
            command.TrySetResult(reply);
        else
            scheduler.Schedule((command, reply), static (_, it) =>
            {
                it.command.TrySetResult(it.reply);
                return Disposable.Empty;
            });
    }

    public void Fail(PendingCommand command, Exception cause)
    {
        if (_isOnThreadPool)
            command.TrySetException(cause);
        else
            scheduler.Schedule((command, cause), static (_, it) =>
            {
                it.command.TrySetException(it.cause);
                return Disposable.Empty;
            });
    }

    public void Cancel(PendingCommand command)
    {
        if (_isOnThreadPool)
            command.TrySetCanceled(command.CancellationToken);
        else
            scheduler.Schedule(command, static (_, it) =>
            {
                it.TrySetCanceled(it.CancellationToken);
                return Disposable.Empty;
            });
    }
}
