using System.Reactive.Linq;
using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>Operators on streams of messages.</summary>
public static class MessageObservableExtensions
{
    // S37
    /// <summary>Passes each message to its handlers, and on to the subscriber: <c>client.Messages.Dispatch(handlers).Subscribe()</c>.</summary>
    /// <remarks>
    /// For a single type use <c>OfType&lt;ImageMessage&gt;()</c>. A handler that throws fails this subscription only.
    /// </remarks>
    public static IObservable<Message> Dispatch(this IObservable<Message> messages, MessageHandlers handlers) =>
        Guard.NotNull(messages, nameof(messages)).Do(Guard.NotNull(handlers, nameof(handlers)).Handle);
}
