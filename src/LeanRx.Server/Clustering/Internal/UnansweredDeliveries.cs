using LeanRx.Server.Hosting;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>
/// By slot, what was brought to the home of clients and has not been answered. What is for another home of that slot waits for it: should the one before be
/// lost, what was brought there is brought again before anything newer.
/// </summary>
internal sealed class UnansweredDeliveries
{
    readonly Pending?[] _slots = new Pending?[Slots.Count];

    public void Begin(IEnumerable<int> slots, ClusterNode home)
    {
        lock (_slots)
            foreach (var slot in slots)
                (_slots[slot] ??= new Pending(home)).Count++;
    }

    public void End(IEnumerable<int> slots)
    {
        List<InlineSignal>? woken = null;
        lock (_slots)
            foreach (var slot in slots)
                if (_slots[slot] is { } pending && --pending.Count == 0)
                {
                    _slots[slot] = null;
                    (woken ??= []).AddRange(pending.Waiting);
                }
        woken?.ForEach(static signal => signal.Fire());
    }

    /// <summary>Whether something is not answered that was brought to another home than this one.</summary>
    public bool AreElsewhere(int slot, ClusterNode home) => Volatile.Read(ref _slots[slot]) is { } pending && pending.Home != home;

    /// <summary>Completes when nothing is that was brought to another home before.</summary>
    public ValueTask ElsewhereEndedAsync(int slot, ClusterNode home)
    {
        lock (_slots)
        {
            if (!AreElsewhere(slot, home))
                return default;
            var signal = new InlineSignal();
            _slots[slot]!.Waiting.Add(signal);
            return signal.Fired;
        }
    }

    sealed class Pending(ClusterNode home)
    {
        public ClusterNode Home => home;

        public int Count { get; set; }

        public List<InlineSignal> Waiting { get; } = [];
    }
}
