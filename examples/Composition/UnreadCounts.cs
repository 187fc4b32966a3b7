using System.Reactive.Linq;
using LeanRx;

namespace Composition;

/// <summary>A badge for each conversation: up by one with each message, back to nothing when the user has read it.</summary>
static class UnreadCounts
{
    /// <param name="messages">Messages of all conversations.</param>
    /// <param name="read">Ids of conversations that the user has just looked at.</param>
    public static IObservable<(string ConversationId, int Unread)> CountUnread(this IObservable<Message> messages, IObservable<string> read) =>
        messages
            .GroupBy(message => message.ConversationId)
            .SelectMany(conversation => conversation
                .Select(_ => 1)
                .Merge(read.Where(id => id == conversation.Key).Select(_ => 0))
                .Scan(0, (unread, step) => step == 0 ? 0 : unread + step)
                .DistinctUntilChanged()
                .Select(unread => (conversation.Key, unread)));
}
