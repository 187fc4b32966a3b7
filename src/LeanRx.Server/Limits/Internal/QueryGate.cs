using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Limits.Internal;

/// <summary>
/// Lets queries in: one of a client at a time, so many of all, so that whatever they walk leaves processors to sends. The others wait, so many of each client.
/// </summary>
/// <remarks>
/// A store walks on the thread that asks it. Where the scheduler has threads of its own to give, that is one of them: the pool's are few, and sends need them.
/// </remarks>
internal sealed class QueryGate(int places, int waitingPerClient, IScheduler scheduler)
{
    readonly ISchedulerLongRunning? _threads = scheduler.AsLongRunning();
    readonly CommandGate _places = new(places);
    readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>Runs a query when it is its turn.</summary>
    /// <exception cref="OperationRefusedException">4310: too many of this client wait already.</exception>
    public async ValueTask<T> RunAsync<T>(string key, Func<ValueTask<T>> query, CancellationToken cancellationToken)
    {
        var turn = Join(key);
        try
        {
            await turn.Place.EnterAsync().ConfigureAwait(false);
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                await _places.EnterAsync().ConfigureAwait(false);
                try
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return _threads is null ? await query().ConfigureAwait(false) : await RunOnThreadAsync(_threads, query).ConfigureAwait(false);
                }
                finally
                {
                    _places.Leave();
                }
            }
            finally
            {
                turn.Place.Leave();
            }
        }
        finally
        {
            Leave(key, turn);
        }
    }

    static async Task<T> RunOnThreadAsync<T>(ISchedulerLongRunning threads, Func<ValueTask<T>> query)
    {
        var running = new Task<Task<T>>(() => query().AsTask());
        threads.ScheduleLongRunning(running, static (task, _) => task.RunSynchronously(TaskScheduler.Default));
        var result = await running.Unwrap().ConfigureAwait(false);
        // What follows is not the query any more.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return result;
    }

    Turn Join(string key)
    {
        lock (_turns)
        {
            if (!_turns.TryGetValue(key, out var turn))
                _turns.Add(key, turn = new Turn());
            if (turn.Users > waitingPerClient)
                throw new OperationRefusedException(ErrorCodes.ConversationQueryFailed, $"{waitingPerClient} queries of this client wait already.");
            turn.Users++;
            return turn;
        }
    }

    void Leave(string key, Turn turn)
    {
        lock (_turns)
            if (--turn.Users == 0)
                _turns.Remove(key);
    }

    sealed class Turn
    {
        public CommandGate Place { get; } = new();

        /// <summary>Those who are inside or wait.</summary>
        public int Users { get; set; }
    }
}
