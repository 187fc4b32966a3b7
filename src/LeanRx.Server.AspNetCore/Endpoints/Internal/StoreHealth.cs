using System.Reactive.Concurrency;

namespace LeanRx.Server.AspNetCore.Endpoints.Internal;

/// <summary>
/// Asks a store whether it keeps what it is given: one question at a time, whose answer is good for a second, so that strangers who ask cost no disk.
/// </summary>
/// <param name="name">The store in a sentence: «The store», «The file store».</param>
sealed class StoreHealth(string name, Func<ValueTask> check, IScheduler scheduler)
{
    static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    readonly IStopwatch _clock = scheduler.StartStopwatch();
    Task<string?> _answer = Task.FromResult<string?>(null);
    TimeSpan? _askedAt;

    /// <summary>Null when all is well, or else why not.</summary>
    public async Task<string?> AskAsync()
    {
        Task<string?> answer;
        lock (_lock)
        {
            if (_answer.IsCompleted && (_askedAt is not { } at || _clock.Elapsed - at >= Freshness))
            {
                _askedAt = _clock.Elapsed;
                _answer = CheckAsync();
            }

            answer = _answer;
        }

        var late = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (scheduler.Schedule(AnswerTimeout, () => late.TrySetResult($"{name} has not answered within {AnswerTimeout.TotalSeconds:0} s.")))
            return await (await Task.WhenAny(answer, late.Task).ConfigureAwait(false)).ConfigureAwait(false);
    }

    async Task<string?> CheckAsync()
    {
        try
        {
            await check().ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            // Whatever it is, it is the answer.
            return exception is IOException ? exception.Message : $"{name} has failed.";
        }
    }
}
