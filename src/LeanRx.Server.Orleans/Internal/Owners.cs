using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Who owns which slot, as far as this node knows.</summary>
sealed class Owners(ClusterNode self, Func<ClusterNode, bool> isThere)
{
    readonly SlotOwner?[] _known = new SlotOwner?[Slots.Count];

    public SlotOwner? Of(int slot) => Volatile.Read(ref _known[slot]);

    /// <summary>The claims by which this node owns slots.</summary>
    public IReadOnlyList<SlotClaim> Own => [.. _known.Where(owner => owner?.Node == self).Select(static owner => owner!.Claim)];

    /// <summary>Takes note of an owner, if it is there and no later one is known.</summary>
    public void Note(SlotOwner owner)
    {
        lock (_known)
            if (isThere(owner.Node) && !(_known[owner.Claim.Slot] is { } known && known.Claim.Epoch > owner.Claim.Epoch))
                _known[owner.Claim.Slot] = owner;
    }

    /// <summary>Forgets what turned out to be wrong.</summary>
    public void Forget(SlotOwner owner)
    {
        lock (_known)
            if (_known[owner.Claim.Slot] == owner)
                _known[owner.Claim.Slot] = null;
    }

    /// <summary>Forgets what a node owned that has left, after it is there no longer.</summary>
    public void Forget(ClusterNode node)
    {
        lock (_known)
            for (var slot = 0; slot < _known.Length; slot++)
                if (_known[slot]?.Node == node)
                    _known[slot] = null;
    }
}
