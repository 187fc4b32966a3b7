using LeanRx.Server.Hosting;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>A slot that this node owns. What comes for it waits until every other node has told which of its logins belong here.</summary>
/// <param name="began">Since when, in milliseconds since 1970 UTC and on the engine's clock.</param>
internal sealed class OwnSlot(SlotClaim claim, IMessageStore store, (long At, TimeSpan Elapsed) began)
{
    readonly Lock _lock = new();
    List<InlineSignal>? _waiting = [];
    HashSet<ClusterNode> _silent = [];

    public SlotClaim Claim => claim;

    public IMessageStore Store => store;

    public (long At, TimeSpan Elapsed) Began => began;

    /// <summary>Whether the owner before let go of it in good order, or there was none: what that had stored it had told.</summary>
    public bool WasLetGo { get; set; } = claim.Epoch == 1;

    public bool IsReady
    {
        get
        {
            lock (_lock)
                return _waiting is null;
        }
    }

    public ValueTask ReadyAsync()
    {
        lock (_lock)
        {
            if (_waiting is null)
                return default;
            var signal = new InlineSignal();
            _waiting.Add(signal);
            return signal.Fired;
        }
    }

    /// <summary>Waits for these nodes.</summary>
    public void Await(IEnumerable<ClusterNode> nodes)
    {
        lock (_lock)
            _silent = [.. nodes];
        GoOn();
    }

    /// <summary>A node has told, or has left.</summary>
    public void Heard(ClusterNode node)
    {
        lock (_lock)
            if (!_silent.Remove(node))
                return;
        GoOn();
    }

    /// <summary>It is owned no longer: nobody waits for it.</summary>
    public void End()
    {
        lock (_lock)
            _silent = [];
        GoOn();
    }

    void GoOn()
    {
        List<InlineSignal>? woken;
        lock (_lock)
        {
            if (_silent.Count > 0)
                return;
            woken = _waiting;
            _waiting = null;
        }
        woken?.ForEach(static signal => signal.Fire());
    }
}
