using System.Reactive.Linq;
using LeanRx.Common.Internal;
using LeanRx.Timeline.Internal;

namespace LeanRx;

public sealed partial class Conversation
{
    /// <summary>
    /// The conversation from an instant on, history and what comes then in one: each message once, in the server's order, one's own included, nothing missing
    /// over lost connections. Edits and recalls follow the messages that they change, unless a message that is fetched carries them already: what is told last
    /// of a message is what it is now. What the server does not give is a <see cref="TimelineEntry.Gap"/>, and the stream goes on behind it. Transient messages
    /// are not part of it. Each subscription reads history by itself; it counts as one to <see cref="Messages"/>. Never ends in an error; ends when the client
    /// is disposed.
    /// </summary>
    /// <param name="from">The first instant; <see cref="DateTimeOffset.MinValue"/> for the beginning.</param>
    public IObservable<TimelineEntry> Timeline(DateTimeOffset from) =>
        Observable.Create<TimelineEntry>(observer => new TimelineReader(_core.Session, _core.StateChanges, _core.Factory, _core.OnObserverThrew, Core,
            TimelineReader.StartAt(from.ToUnixTimeMilliseconds()), from.ToUnixTimeMilliseconds(), observer).Start());

    /// <summary>
    /// Opens a window on the conversation: its last messages joined to what comes, and one's own from the instant of the call of
    /// <see cref="SendAsync(Message, SendOptions, CancellationToken)"/>, sending, sent or failed.
    /// </summary>
    /// <remarks>
    /// Each message stands once, in the server's order; edits and recalls change it where it stands. What is not sent yet stands at the end, what waits in the
    /// outbox since an earlier process too, and goes to its place with the server's answer. Older messages come with
    /// <see cref="ConversationTimeline.LoadOlderAsync"/>. What the server does not give is an item with a <see cref="TimelineItem.Gap"/>. Marks of delivery and
    /// reading come with receipts (<see cref="SendOptions.RequestReceipt"/>) and are asked for after each login. A send that failed is shown as long as the
    /// window is open. Transient messages are not part of it. It counts as a subscription to <see cref="Messages"/>; dispose of it to close it.
    /// </remarks>
    /// <param name="last">How many messages to begin with and to load at a time, 1 to 1,000.</param>
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
