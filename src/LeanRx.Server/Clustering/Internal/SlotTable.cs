using LeanRx.Server.Hosting;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>The slots that this node owns.</summary>
internal sealed class SlotTable(IFencedStore store, ICluster cluster) : IOwnership
{
    readonly OwnSlot?[] _slots = new OwnSlot?[Slots.Count];

    /// <summary>Called with a slot that is owned no longer.</summary>
    public Action<int>? Dropped { get; set; }

    public OwnSlot? Find(int slot) => Volatile.Read(ref _slots[slot]);

    /// <summary>Takes over a slot; null where a later claim of it is known.</summary>
    public OwnSlot? Begin(SlotClaim claim, (long At, TimeSpan Elapsed) now)
    {
        lock (_slots)
        {
            if (_slots[claim.Slot] is { } known && known.Claim.Epoch >= claim.Epoch)
                return null;
            Dropped?.Invoke(claim.Slot);
            return _slots[claim.Slot] = new OwnSlot(claim, store.OfClaim(claim), now);
        }
    }

    public bool Lose(SlotClaim claim)
    {
        OwnSlot? lost;
        lock (_slots)
        {
            if (_slots[claim.Slot] is not { } known || known.Claim != claim)
                return true;
            lost = known;
            _slots[claim.Slot] = null;
            Dropped?.Invoke(claim.Slot);
        }
        lost.End();
        return true;
    }

    public bool IsReady(SlotClaim claim) => Find(claim.Slot) is { IsReady: true } own && own.Claim == claim;

    /// <summary>Completes when what comes for a slot can be done: true, or false where it is owned no longer.</summary>
    public async ValueTask<bool> IsReadyAsync(SlotClaim claim)
    {
        if (Find(claim.Slot) is not { } own || own.Claim != claim)
            return false;
        await own.ReadyAsync().ConfigureAwait(false);
        return Find(claim.Slot) == own;
    }

    public IMessageStore StoreOf(string applicationId, string conversationId) =>
        Slots.Of(applicationId, conversationId) is var slot && Find(slot) is { } own ? own.Store : throw new NotOwnerException(slot);

    public bool IsShared => true;

    public bool MayBeUntold(string applicationId, string conversationId, long storedAt) =>
        Find(Slots.Of(applicationId, conversationId)) is { WasLetGo: false } own && storedAt <= own.Began.At && storedAt > own.Began.At - IOwnership.Untold;

    public long? UntoldSince(string applicationId, string conversationId, TimeSpan now) =>
        Find(Slots.Of(applicationId, conversationId)) is { WasLetGo: false } own && (now - own.Began.Elapsed).TotalMilliseconds < IOwnership.Untold
            ? own.Began.At - IOwnership.Untold : null;

    public bool IsTogether(string applicationId, string left, string right) => Slots.Of(applicationId, left) == Slots.Of(applicationId, right);

    public async ValueTask<bool> LeadsAsync(string applicationId) =>
        (await cluster.FindOwnerAsync(Slots.Of(applicationId, "")).ConfigureAwait(false)).Node == cluster.Self;
}
