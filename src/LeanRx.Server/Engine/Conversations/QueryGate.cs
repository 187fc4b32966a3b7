using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>
/// Lets queries in: one of a client at a time, so many of all, so that whatever they walk leaves processors to sends. The others wait, so many of each client.
/// </summary>
internal sealed class QueryGate(int places, int waitingPerClient)
{
    readonly SemaphoreSlim _places = new(places, places);
    readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>Runs a query when it is its turn.</summary>
    /// <exception cref="CommandRefusedException">4310: too many of this client wait already.</exception>
    public async ValueTask<T> RunAsync<T>(string key, Func<ValueTask<T>> query, CancellationToken cancellationToken)
    {
        var turn = Join(key);
        try
        {
            await turn.Place.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    return await query().ConfigureAwait(false);
                }
                finally
                {
                    _places.Release();
                }
            }
            finally
            {
                turn.Place.Release();
            }
        }
        finally
        {
            Leave(key, turn);
        }
    }

    Turn Join(string key)
    {
        lock (_turns)
        {
            if (!_turns.TryGetValue(key, out var turn))
                _turns.Add(key, turn = new Turn());
            if (turn.Users > waitingPerClient)
                throw new CommandRefusedException(ErrorCodes.ConversationQueryFailed, $"{waitingPerClient} queries of this client wait already.");
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
        public SemaphoreSlim Place { get; } = new(1, 1);

        /// <summary>Those who are inside or wait.</summary>
        public int Users { get; set; }
    }
}
