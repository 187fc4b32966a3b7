using System.Reactive.Linq;
using LeanRx.Client.Internal;
using LeanRx.Common.Internal;

namespace LeanRx;

public sealed partial class LeanClient
{
    // S113
    /// <summary>
    /// Tells those in this process who listen to <see cref="LocalEvents{T}"/> of this client, and nobody else: nothing of it goes to the server. They are
    /// called on the options' scheduler, one at a time and in order with everything else that the client tells, whatever threads emit. An event that nobody
    /// listens to is gone, and so is one after the client was disposed of.
    /// </summary>
    /// <param name="name">The name of the event, compared letter by letter.</param>
    /// <param name="value">What it carries.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentNullException">The name or the value is null.</exception>
    public void Emit<T>(string name, T value) where T : notnull =>
        _core.LocalEvents.Publish(new LocalEvent(Guard.NotEmpty(name, nameof(name)), Guard.NotNull<object>(value, nameof(value))));

    // S110, S112, S114
    /// <summary>
    /// The events of this name that <see cref="Emit"/> tells and whose value is a <typeparamref name="T"/>; those with values of other types are not for this
    /// stream. What was <c>on(name, handler)</c> is <c>LocalEvents&lt;T&gt;(name).Subscribe(handler)</c>; <c>once</c> is <c>.Take(1)</c> before it;
    /// <c>off</c> is <c>Dispose</c> of the subscription. Ends when the client is disposed of; a listener that throws is unsubscribed, and the others go on.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public IObservable<T> LocalEvents<T>(string name) where T : notnull
    {
        Guard.NotEmpty(name, nameof(name));
        return _core.LocalEvents.Where(told => string.Equals(told.Name, name, StringComparison.Ordinal)).Select(static told => told.Value).OfType<T>();
    }
}
