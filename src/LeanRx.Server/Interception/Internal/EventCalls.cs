using LeanRx.Server.Events;
using LeanRx.Server.Runtime.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Interception.Internal;

/// <summary>Tells a hook what has happened: in order for each subject, subjects side by side, and no more waiting than the hook's bound.</summary>
internal sealed class EventCalls(HookCalls calls, ILogger log)
{
    readonly object _lock = new();

    /// <summary>What waits behind the event that is being told, by subject.</summary>
    readonly Dictionary<string, Queue<ServerEvent>> _lines = new(StringComparer.Ordinal);

    int _waiting;
    long _dropped;
    TaskCompletionSource? _told;

    public void Tell(ServerEvent happened)
    {
        if (!TryEnter(happened, out var isFirst, out var isFirstDropped))
        {
            if (isFirstDropped)
                log.LogEventsDropped(calls.Name, calls.Options.MaxPendingEvents);
        }
        else if (isFirst)
            _ = TellAsync(happened);
    }

    /// <summary>Completes when nothing waits any more.</summary>
    public Task ToldAsync()
    {
        lock (_lock)
            return _waiting == 0 ? Task.CompletedTask : (_told ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    /// <summary>Takes a place; false when there is none.</summary>
    /// <param name="isFirst">Whether nobody is telling of its subject.</param>
    /// <param name="isFirstDropped">Whether it is the first one for which there is none.</param>
    bool TryEnter(ServerEvent happened, out bool isFirst, out bool isFirstDropped)
    {
        lock (_lock)
        {
            isFirst = isFirstDropped = false;
            if (_waiting >= calls.Options.MaxPendingEvents)
            {
                isFirstDropped = _dropped++ == 0;
                return false;
            }
            _waiting++;
            if (_lines.TryGetValue(happened.Subject, out var line))
                line.Enqueue(happened);
            else
                _lines.Add(happened.Subject, new Queue<ServerEvent>());
            isFirst = line is null;
            return true;
        }
    }

    async Task TellAsync(ServerEvent? happened)
    {
        while (happened is not null)
        {
            var told = happened;
            var answer = await calls.CallAsync(async (hook, token) =>
            {
                await hook.OnEventAsync(told, token).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            if (!answer.IsGiven)
                log.LogEventNotTold(answer.Fault, calls.Name, told.GetType().Name, told.Subject, HookFailures.ReasonOf(answer, calls));
            happened = Next(told.Subject);
        }
    }

    ServerEvent? Next(string subject)
    {
        TaskCompletionSource? told = null;
        ServerEvent? next;
        long lost = 0;
        lock (_lock)
        {
            if (--_waiting == 0)
                (told, _told) = (_told, null);
            if (_waiting <= calls.Options.MaxPendingEvents / 2)
                (lost, _dropped) = (_dropped, 0);
            if (!_lines[subject].TryDequeue(out next))
                _lines.Remove(subject);
        }
        if (lost > 0)
            log.LogEventsLost(calls.Name, lost);
        told?.SetResult();
        return next;
    }
}
