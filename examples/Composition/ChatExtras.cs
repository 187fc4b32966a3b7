using System.Reactive.Linq;
using LeanRx;

namespace Composition;

/// <summary>What else a chat window wants: who types, who is there, background and foreground, floods in portions.</summary>
sealed class ChatExtras(LeanClient client, Conversation chat)
{
    public IObservable<string> Hint => chat.Typing.Select(who => who.Count == 0 ? "" : $"{string.Join(", ", who)} typing…");

    public void OnKey() => chat.NotifyTyping();

    public IObservable<bool> IsThere(string clientId) => client.WatchPresence(clientId);

    public void OnBackground() => client.Suspend();

    public void OnForeground() => client.Resume();

    public IObservable<IReadOnlyList<Message>> Portions => client.Messages.InBatches(client.Options.Scheduler);
}
