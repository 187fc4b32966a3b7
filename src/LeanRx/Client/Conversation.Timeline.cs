using System.Reactive.Linq;
using LeanRx.Internal;

namespace LeanRx;

public sealed partial class Conversation
{
    /// <summary>
    /// The conversation from an instant on, history and what comes then in one: each message once, in the server's order, one's own included, nothing missing
    /// over lost connections. Edits and recalls follow the messages that they change, unless a message that is fetched carries them already: what is told last
    /// of a message is what it is now. What the server does not give is a <see cref="Gap"/>, and the stream goes on behind it. Transient messages are not part
    /// of it. Each subscription reads history by itself; it counts as one to <see cref="Messages"/>. Never ends in an error; ends when the client is disposed.
    /// </summary>
    /// <param name="from">The first instant; <see cref="DateTimeOffset.MinValue"/> for the beginning.</param>
    public IObservable<TimelineEntry> Timeline(DateTimeOffset from) =>
        Observable.Create<TimelineEntry>(observer => new TimelineReader(_core.Session, _core.StateChanges, _core.Factory, _core.OnObserverThrew, Core,
            from.ToUnixTimeMilliseconds(), observer).Start());
}
