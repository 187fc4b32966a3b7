using System.Reactive.Linq;
using LeanRx.Common.Internal;
using LeanRx.Timeline.Internal;

namespace LeanRx;

public sealed partial class Conversation
{
    /// <summary>The conversation from a point in time: history followed by live messages, each once, in server order.</summary>
    /// <remarks>
    /// It includes this client's own messages and has no gaps across reconnects. Edits and recalls follow the messages that they change, unless a fetched
    /// message already contains them. If the server does not return messages, a <see cref="TimelineEntry.Gap"/> is delivered and the stream continues.
    /// Transient messages are not included. Each subscription reads history itself, and counts as a subscription to <see cref="Messages"/>. It never fails;
    /// it completes when the client is disposed.
    /// </remarks>
    /// <param name="from">The first instant; <see cref="DateTimeOffset.MinValue"/> for the beginning.</param>
    public IObservable<TimelineEntry> Timeline(DateTimeOffset from) =>
        Observable.Create<TimelineEntry>(observer => new TimelineReader(_core.Session, _core.StateChanges, _core.Factory, _core.OnObserverThrew, Core,
            TimelineReader.StartAt(from.ToUnixTimeMilliseconds()), from.ToUnixTimeMilliseconds(), observer).Start());

    /// <summary>Opens a list of the conversation for a user interface: the last messages, live messages, and this client's own from the moment they are
    /// sent.</summary>
    /// <remarks>
    /// Each message appears once, in server order; edits and recalls change it in place. Messages that are not sent yet are at the end, including those
    /// left in the outbox by an earlier process, and move to their place when the server answers. <see cref="ConversationTimeline.LoadOlderAsync"/> loads
    /// older messages. Missing messages are shown as an item with a <see cref="TimelineItem.Gap"/>. Delivery and read marks require receipts
    /// (<see cref="SendOptions.RequestReceipt"/>) and are refreshed after each login. A failed send is shown until the list is closed. Transient messages are
    /// not included. It counts as a subscription to <see cref="Messages"/>; dispose it to close it.
    /// </remarks>
    /// <param name="last">The number of messages to begin with and to load at a time, 1 to 1,000. Default: 50.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="last"/> is not 1 to 1,000.</exception>
    public ConversationTimeline OpenTimeline(int last = 50)
    {
        Guard.InRange(last, 1, MaxHistoryPage, nameof(last));
        var parts = new WindowParts(_core.Session, _core.StateChanges, _core.Factory, _core.Writer, _core.Journal, _core.OnObserverThrew);
        var window = new TimelineWindow(parts, Core, last, ExecuteAsync);
        window.Open();
        return new ConversationTimeline(window);
    }

}
