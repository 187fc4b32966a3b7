using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    static readonly IReadOnlyList<string> s_nobody = [];

    readonly IStopwatch _stopwatch;
    long _typedAt = long.MinValue;

    /// <summary>Who types here now, in the order in which they began: the current list first, at the beginning an empty one, then each change.</summary>
    /// <remarks>
    /// Somebody types from their client's <see cref="NotifyTyping"/> until their message comes, or until nothing was heard for six seconds. One's own devices
    /// do not count. Ends when the client is disposed.
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

    /// <summary>Tells the others that this client types. To be called at every keystroke: it is told at most every three seconds.</summary>
    /// <remarks>
    /// It goes as a transient message with the body <c>{"_lrx":"typing"}</c>. LeanRx hands it to <see cref="Typing"/> alone; clients of other kinds get a
    /// message of no known type, which they pass over. Without a connection nothing is told, nor later; a refusal of the server is a <see cref="Fault"/>.
    /// Sending a message begins anew.
    /// </remarks>
    /// <exception cref="InvalidOperationException">It is a service conversation, in which nobody hears it.</exception>
    public void NotifyTyping()
    {
        if (Current.IsSystem)
            throw new InvalidOperationException("NotifyTyping is for conversations of people: in a service conversation subscribers do not hear each other.");
        var now = _stopwatch.Elapsed.Ticks;
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
