using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>
/// The last messages of a conversation, so that acks and reads seldom ask the store. Bounded by number and by size, and over all conversations by number.
/// </summary>
internal sealed class RecentMessages(RecentTotal total)
{
    const int MaxMessages = 64;

    /// <summary>So many where the conversations together keep enough.</summary>
    const int FewMessages = 4;
    const int MaxCharacters = 32 * 1024;

    readonly List<StoredMessage> _messages = [];
    int _characters;
    bool _isReleased;

    /// <summary>The place behind which nothing is missing here; null when nothing ever was.</summary>
    MessageKey? _from;

    public void BeginAfter(MessageKey key)
    {
        lock (_messages)
            _from = key;
    }

    public void Add(StoredMessage message)
    {
        lock (_messages)
        {
            if (_isReleased)
            {
                _from = MessageKey.Of(message);
                return;
            }
            _messages.Add(message);
            total.Add(1);
            _characters += message.Data.Length;
            var surplus = 0;
            var most = total.IsFull ? FewMessages : MaxMessages;
            while (_messages.Count - surplus > most || (_characters > MaxCharacters && _messages.Count - surplus > 1))
                _characters -= _messages[surplus++].Data.Length;
            if (surplus == 0)
                return;
            _from = MessageKey.Of(_messages[surplus - 1]);
            _messages.RemoveRange(0, surplus);
            total.Add(-surplus);
        }
    }

    /// <summary>Gives back its share of the total: the conversation goes.</summary>
    public void Release()
    {
        lock (_messages)
        {
            _isReleased = true;
            total.Add(-_messages.Count);
            _from = LastKeyOrFrom;
            _messages.Clear();
            _characters = 0;
        }
    }

    /// <summary>Puts a changed message in the place of the old one.</summary>
    public void Replace(StoredMessage message)
    {
        lock (_messages)
        {
            var index = IndexAfter(MessageKey.Of(message)) - 1;
            if (index < 0 || _messages[index].Id != message.Id)
                return;
            _characters += message.Data.Length - _messages[index].Data.Length;
            _messages[index] = message;
        }
    }

    /// <summary>Takes a deleted message out.</summary>
    public void Remove(StoredMessage message)
    {
        lock (_messages)
        {
            var index = IndexAfter(MessageKey.Of(message)) - 1;
            if (index < 0 || _messages[index].Id != message.Id)
                return;
            _characters -= _messages[index].Data.Length;
            _messages.RemoveAt(index);
            total.Add(-1);
        }
    }

    public StoredMessage? Find(string messageId)
    {
        lock (_messages)
            return _messages.FindLast(message => message.Id == messageId);
    }

    /// <summary>The message right behind the key; null when there is none or it is not known here.</summary>
    public StoredMessage? FollowerOf(MessageKey key)
    {
        lock (_messages)
        {
            var index = IndexAfter(key);
            return Covers(key) && index < _messages.Count ? _messages[index] : null;
        }
    }

    /// <summary>All messages with <paramref name="after"/> &lt; key ≤ <paramref name="to"/>, ascending; null when some of them may be missing here.</summary>
    public List<StoredMessage>? Between(MessageKey after, MessageKey to)
    {
        lock (_messages)
        {
            if (!Covers(after))
                return null;
            var first = IndexAfter(after);
            return to <= after ? [] : _messages.GetRange(first, IndexAfter(to) - first);
        }
    }

    /// <summary>The last message; null when there is none or it is not known here.</summary>
    public StoredMessage? Last
    {
        get
        {
            lock (_messages)
                return _messages.Count > 0 ? _messages[^1] : null;
        }
    }

    /// <summary>The place of the last message; null when the conversation has none.</summary>
    public MessageKey? LastKey
    {
        get
        {
            lock (_messages)
                return LastKeyOrFrom;
        }
    }

    MessageKey? LastKeyOrFrom => _messages.Count > 0 ? MessageKey.Of(_messages[^1]) : _from;

    /// <summary>True when every message behind the key is here.</summary>
    public bool IsCompleteBehind(MessageKey key)
    {
        lock (_messages)
            return Covers(key);
    }

    bool Covers(MessageKey key) => _from is not { } from || key >= from;

    int IndexAfter(MessageKey key)
    {
        var low = 0;
        var high = _messages.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (MessageKey.Of(_messages[middle]) <= key)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
