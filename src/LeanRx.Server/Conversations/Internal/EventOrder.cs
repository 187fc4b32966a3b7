using LeanRx.Server.Events;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>What listeners are told of a conversation: in the order in which it happened, also where something has to be found out first.</summary>
internal sealed class EventOrder(Application app)
{
    readonly CommandGate _turns = new();
    int _untold;

    /// <summary>Whether all of it has been told.</summary>
    public bool IsEmpty => Volatile.Read(ref _untold) == 0;

    /// <summary>Tells of something now, or when what happened before it is told.</summary>
    public void Tell(ServerEvent happened)
    {
        if (!IsEmpty || !_turns.TryEnter())
        {
            _ = TellAtItsTurnAsync(happened);
            return;
        }
        try
        {
            app.Hooks.Tell(happened); // Returns at once; nobody is called in there.
        }
        finally
        {
            _turns.Leave();
        }
    }

    /// <summary>Takes the next turn, and completes when it has come. It ends with <see cref="Leave"/>.</summary>
    public ValueTask EnterAsync()
    {
        Interlocked.Increment(ref _untold);
        app.Services.InFlight.Begin();
        return _turns.EnterAsync();
    }

    public void Leave()
    {
        _turns.Leave();
        Interlocked.Decrement(ref _untold);
        app.Services.InFlight.End();
    }

    async Task TellAtItsTurnAsync(ServerEvent happened)
    {
        await EnterAsync().ConfigureAwait(false);
        try
        {
            app.Hooks.Tell(happened);
        }
        finally
        {
            Leave();
        }
    }
}
