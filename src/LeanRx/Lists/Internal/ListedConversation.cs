using System.Text.Json;
using LeanRx.Conversations.Internal;

namespace LeanRx.Lists.Internal;

/// <summary>A conversation in a list, which keeps it, and what the list shows of it.</summary>
internal sealed class ListedConversation<T>(ConversationCore conversation, Func<ConversationCore, ConversationSnapshot, T> show)
{
    ConversationSnapshot _snapshot = conversation.Current;

    public ConversationCore Conversation { get; } = conversation;

    public T Shown { get; private set; } = show(conversation, conversation.Current);

    /// <summary>When something was said last; before that, when it was created.</summary>
    public DateTimeOffset At => _snapshot.LastMessageAt ?? _snapshot.CreatedAt ?? DateTimeOffset.MinValue;

    /// <summary>The object that users hold: as long as it is in the list it lives.</summary>
    public object Face { get; } = conversation.Face;

    /// <summary>Shows what is known now. False when that is what was shown.</summary>
    public bool Refresh(Func<ConversationCore, ConversationSnapshot, T> show)
    {
        var snapshot = Conversation.Current;
        if (IsSame(snapshot, _snapshot))
            return false;
        _snapshot = snapshot;
        Shown = show(Conversation, snapshot);
        return true;
    }

    /// <summary>A row that a query finds once more is another object with the same content.</summary>
    static bool IsSame(ConversationSnapshot one, ConversationSnapshot other) =>
        ReferenceEquals(one, other)
        || (one with { Members = other.Members, Attributes = other.Attributes, Columns = other.Columns } == other
            && one.Members.SequenceEqual(other.Members) && IsSame(one.Attributes, other.Attributes) && IsSame(one.Columns, other.Columns));

    static bool IsSame(IReadOnlyDictionary<string, JsonElement> one, IReadOnlyDictionary<string, JsonElement> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value.GetRawText() == pair.Value.GetRawText());
}
