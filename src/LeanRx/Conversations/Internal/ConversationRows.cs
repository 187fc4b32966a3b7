using System.Reactive.Concurrency;
using System.Text.Json;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

/// <summary>Takes note of the conversations that queries find.</summary>
internal sealed class ConversationRows(string clientId, IScheduler scheduler, ConversationRegistry conversations,
    LatestMessages latest, MessageFactory messages)
{
    /// <summary>Takes note of what a query found. Inside the gate alone. Runs the code of message types of one's own.</summary>
    /// <param name="asked"><see cref="LatestMessages.Events"/> when it was asked.</param>
    public List<ConversationCore> Take(Frame answer, long asked, bool isWithLastMessage)
    {
        var all = new List<ConversationCore>();
        if (answer is not ConversationFrame { Results: { ValueKind: JsonValueKind.Array } results })
            return all;
        foreach (var found in results.EnumerateArray())
        {
            if (ConversationReader.IdOf(found) is not { Length: > 0 } id)
                continue;
            var conversation = conversations.Conversation(id);
            conversation.Change((found, rows: this), static (state, it) =>
                state.Take(it.rows.Row(state.Snapshot, it.found), ConversationReader.HasMembers(it.found),
                    ConversationReader.HasMute(it.found)));
            latest.Correct(conversations.Slot(id), ConversationReader.LastMessageOf(id, found, messages), ConversationReader.LastMessageAt(found), asked,
                isWithLastMessage);
            all.Add(conversation);
        }
        return all;
    }

    ConversationSnapshot Row(ConversationSnapshot known, JsonElement found) => ConversationReader.Row(known, found, clientId, scheduler);
}
