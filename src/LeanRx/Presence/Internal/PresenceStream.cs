using LeanRx.Common.Internal;

namespace LeanRx.Presence.Internal;

/// <summary>Polls while it is subscribed to.</summary>
internal sealed class PresenceStream(PresenceMonitor monitor, IReadOnlyList<string> ids, TimeSpan every) : IObservable<PresenceChange>
{
    public IDisposable Subscribe(IObserver<PresenceChange> observer) => monitor.Add(Guard.NotNull(observer, nameof(observer)), ids, every);
}
