using System.Reactive.Disposables;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Sending.Internal;

/// <summary>One send on its way through the outbox.</summary>
/// <param name="isStored">Whether it is in the store already, and nobody awaits it.</param>
internal sealed class OutboxSend(OutboxEntry entry, DirectFrame frame, bool isStored, DeliveryQueue deliveries, CancellationToken cancellationToken)
    : SchedulerTaskSource<Frame>(deliveries)
{
    public OutboxEntry Entry { get; } = entry;

    public DirectFrame Frame { get; } = frame;

    public bool IsStored { get; } = isStored;

    /// <summary>Nobody cancels what nobody awaits.</summary>
    public CancellationToken CancellationToken => Stage == OutboxStage.Left ? CancellationToken.None : cancellationToken;

    /// <summary>Guarded by the outbox.</summary>
    public OutboxStage Stage { get; set; } = isStored ? OutboxStage.Left : OutboxStage.Storing;

    /// <summary>Its place among those that wait; of no list any more once the store was asked to take it.</summary>
    public LinkedListNode<OutboxSend>? Place { get; set; }

    /// <summary>What ends it while it is <see cref="OutboxStage.Storing"/>: its token and its time.</summary>
    public CompositeDisposable StoreWatch { get; } = [];

    /// <summary>The sends of its conversation; null before the store has it.</summary>
    public OutboxLane? Lane { get; set; }

    /// <summary>Its place among all that the store has.</summary>
    public long Order { get; set; }

    /// <summary>Whether it was refused for a while, or waited behind one that was.</summary>
    public bool HasWaited { get; set; }

    /// <summary>Whether its time to wait is over. Guarded by the outbox.</summary>
    public bool IsOverdue { get; set; }

    /// <summary>What ends its wait: its token and its time.</summary>
    public CompositeDisposable WaitWatch { get; } = [];
}
