using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>One send on its way through the outbox.</summary>
/// <param name="isRestored">Whether it is in the store already, and nobody awaits it.</param>
internal sealed class OutboxSend(OutboxEntry entry, DirectFrame frame, bool isRestored, NotificationQueue notifications, CancellationToken cancellationToken)
    : Promise<Frame>(notifications)
{
    public OutboxEntry Entry { get; } = entry;

    public DirectFrame Frame { get; } = frame;

    public bool IsRestored { get; } = isRestored;

    public CancellationToken CancellationToken { get; } = cancellationToken;
}
