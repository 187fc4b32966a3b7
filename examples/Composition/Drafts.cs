using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx;

namespace Composition;

/// <summary>A line that the user has just sent, and what is shown beside it.</summary>
sealed record Line(string Text, string Status);

/// <summary>Sends what the user writes and says how it goes: the state of the connection decides what is promised.</summary>
static class Drafts
{
    public static IObservable<Line> SendVia(this IObservable<string> drafts, Conversation chat, IObservable<ConnectionState> states, IScheduler scheduler) =>
        drafts
            .WithLatestFrom(states, (text, state) => (text, isOnline: state is ConnectionState.Connected))
            .SelectMany(draft => Observable.FromAsync(() => chat.SendAsync(draft.text), scheduler)
                .Select(_ => new Line(draft.text, "sent"))
                .Catch((LeanRxException exception) => Observable.Return(new Line(draft.text, $"not sent: {exception.Message}")))
                .StartWith(new Line(draft.text, draft.isOnline ? "sending" : "waits for the network")));
}
