using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Delivery.Internal;

/// <summary>Asks for pages of missed messages, a few at a time; the others wait for their turn. Used inside the gate alone.</summary>
/// <param name="ended">Told how a question ended.</param>
internal sealed class FetchQueue(ISession session, Action<CatchUp, Task<Frame>> ended)
{
    /// <summary>How many conversations are fetched at a time where the line bears it.</summary>
    public const int MaxFetches = 16;

    readonly Queue<CatchUp> _waiting = new();
    int _fetches;

    public void Add(CatchUp catchUp)
    {
        if (!catchUp.IsTold)
            session.Telemetry.OnCatchUp();
        catchUp.IsTold = true;
        catchUp.Fetch();
        if (_fetches >= session.Pace.Limit(MaxFetches))
        {
            _waiting.Enqueue(catchUp);
            return;
        }
        _fetches++;
        session.Gate.PostWhenDone(session.AskAsync(catchUp.NextPage(), isOwn: true), (Queue: this, catchUp),
            static (it, page) => it.Queue.End(it.catchUp, page));
    }

    void End(CatchUp catchUp, Task<Frame> page)
    {
        _fetches--;
        // Also several, where the line bears more than before.
        while (_waiting.Count > 0 && _fetches < session.Pace.Limit(MaxFetches))
            Add(_waiting.Dequeue());
        ended(catchUp, page);
    }
}
