using System.Reactive.Linq;
using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>Operators on streams of messages.</summary>
public static class MessageObservableExtensions
{
    // S37
    /// <summary>
    /// Gives each message to the handlers of its type, or to the default ones, and hands it on: <c>client.Messages.Dispatch(handlers).Subscribe()</c>.
    /// For one type alone Rx's own <c>OfType&lt;ImageMessage&gt;()</c> is enough. A handler that throws ends this subscription with its error, and no other.
    /// </summary>
    public static IObservable<Message> Dispatch(this IObservable<Message> messages, MessageHandlers handlers) =>
        Guard.NotNull(messages, nameof(messages)).Do(Guard.NotNull(handlers, nameof(handlers)).Handle);
}
