using System.Reactive.Linq;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    static readonly IReadOnlyList<string> s_nobody = [];

    long _typedAt = long.MinValue;

    /// <summary>The clients that are typing, in the order in which they began: the current list first, then every change.</summary>
    /// <remarks>
    /// A client is typing from its call of <see cref="NotifyTyping"/> until its message arrives or six seconds pass without another call. The devices of this
    /// client are not included. Completes when the client is disposed.
    /// </remarks>
    public IObservable<IReadOnlyList<string>> Typing => Core.Typing
        .GroupByUntil(
            static notice => notice.ClientId,
            person => person.Where(static notice => !notice.IsTyping).Merge(person.Throttle(TypingNotice.Forgotten, _core.Session.Options.Scheduler)))
        .SelectMany(static person => person.Take(1).Concat(person.IgnoreElements()).Concat(Observable.Return(new TypingNotice(person.Key, false))))
        .Scan(s_nobody, static (all, notice) => notice.IsTyping == all.Contains(notice.ClientId) ? all
            : notice.IsTyping ? [.. all, notice.ClientId] : [.. all.Where(clientId => clientId != notice.ClientId)])
        .StartWith(s_nobody)
        .DistinctUntilChanged(static all => string.Join("\n", all));

    /// <summary>Notifies the others that this client is typing.</summary>
    /// <remarks>
    /// Call it at every keystroke; it sends at most every three seconds. It is sent as a transient message with the body <c>{"_lrx":"typing"}</c>, which LeanRx
    /// reports on <see cref="Typing"/> only. Other SDKs receive a message of an unknown type, which they ignore. Without a connection nothing is sent. A
    /// refusal by the server is reported as a <see cref="Fault"/>. After a message was sent, the next call sends again at once.
    /// </remarks>
    /// <exception cref="InvalidOperationException">This is a service conversation, whose subscribers do not see each other.</exception>
    public void NotifyTyping()
    {
        if (Current.IsSystem)
            throw new InvalidOperationException("NotifyTyping is for conversations of people: in a service conversation subscribers do not hear each other.");
        var now = _core.Session.Clock.Elapsed.Ticks;
        var before = Interlocked.Read(ref _typedAt);
        if (!_core.IsOpen || (before != long.MinValue && now - before < TypingNotice.Repeated.Ticks)
            || Interlocked.CompareExchange(ref _typedAt, now, before) != before)
            return;
        var notice = new DirectFrame { ConversationId = Id, Body = TypingNotice.Body, IsTransient = true };
        _core.Sends.SendAsync(Core.Slot, notice, CancellationToken.None).ContinueWith(
            static (sending, state) => ((Conversation)state!).OnTypingRefused(sending.Exception!.InnerException!),
            this,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    void OnTypingRefused(Exception cause)
    {
        if (cause is ServerRejectedException)
            _core.Session.Report(new Fault(FaultKind.Server, $"That this client types in {Id} was not told. {cause.Message}", cause));
    }
}
