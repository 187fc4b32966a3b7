using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx;

namespace Composition;

/// <summary>"Tom is typing": keystrokes on one side, a line that comes and goes on the other.</summary>
static class Typing
{
    static readonly TimeSpan Repeated = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(5);
    static readonly StringMessage Notice = new("typing");

    /// <summary>Tells the others at the first keystroke, then every three seconds at most. What cannot be told at once is not worth telling later.</summary>
    public static IObservable<Unit> TellTyping(this IObservable<Unit> keystrokes, LeanClient client, Conversation chat, IScheduler scheduler) =>
        keystrokes
            .Where(_ => client.State is ConnectionState.Connected)
            .GroupByUntil(_ => 0, _ => Observable.Timer(Repeated, scheduler))
            .SelectMany(burst => burst.Take(1))
            .SelectMany(_ => Observable.FromAsync(() => chat.SendAsync(Notice, new SendOptions { Transient = true }), scheduler).Select(_ => Unit.Default)
                .Catch(Observable.Empty<Unit>()));

    /// <summary>Who begins and who ceases to type: by silence, or by sending what was typed.</summary>
    public static IObservable<(string Who, bool IsTyping)> WatchTyping(this Conversation chat, IScheduler scheduler) =>
        chat.Messages
            .GroupBy(message => message.From)
            .SelectMany(person =>
            {
                var typing = person.Select(message => (message as StringMessage)?.Content == Notice.Content).Publish().RefCount();
                return typing
                    .Merge(typing.Where(isTyping => isTyping).Throttle(Forgotten, scheduler).Select(_ => false))
                    .StartWith(false)
                    .DistinctUntilChanged()
                    .Skip(1)
                    .Select(isTyping => (person.Key, isTyping));
            });
}
