namespace LeanRx.Conversations.Internal;

/// <summary>
/// Keeps the last message of each conversation as the server's frames tell of it, one after the other. Of conversations that nobody holds the last messages are
/// kept too, of <see cref="MostKept"/> at most. Used inside the gate alone, but where it says otherwise.
/// </summary>
internal sealed class LatestMessages(ConversationActivity activity)
{
    /// <summary>Of so many conversations that nobody holds the last message is kept.</summary>
    public const int MostKept = 1024;

    /// <summary>A body with more characters is not kept for nobody.</summary>
    const int MaxKeptLength = 16 * 1024;

    readonly Queue<ConversationSlot> _kept = new();
    long _events;

    /// <summary>How many events there were. From any thread.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>A message came, or was found in what was missed.</summary>
    /// <param name="length">How long its body is.</param>
    public void Hear(ConversationSlot slot, Message message, int length)
    {
        if (!message.IsTransient && slot.Latest.Hear(message, Next()))
            Keep(slot, length);
    }

    /// <summary>This client's own send is stored.</summary>
    public void HearOwn(ConversationSlot slot, OwnMessage message)
    {
        if (slot.Latest.HearOwn(message, Next()))
            Keep(slot, (message.Frame.Body?.Length ?? 0) + (message.Frame.BinaryBody?.Length ?? 0));
    }

    /// <summary>This client's own plain text is stored.</summary>
    public void HearOwn(ConversationSlot slot, MessageAck ack, string text)
    {
        if (slot.Latest.HearOwn(ack, text, Next()))
            Keep(slot, text.Length);
    }

    /// <summary>The server counted unread messages, and this is the last of them.</summary>
    /// <returns>True when it was known with another content: whom the new one mentions is not told by this, and no message comes that would tell it.</returns>
    public bool HearOf(ConversationSlot slot, Message message, int length)
    {
        var isKnown = slot.Latest.Is(message.Id);
        if (!slot.Latest.HearOf(message, Next()))
            return false;
        Keep(slot, length);
        return isKnown;
    }

    /// <summary>A message has another content.</summary>
    public void Change(ConversationSlot slot, Message message)
    {
        if (slot.Latest.Change(message))
            slot.Conversation?.Announce();
    }

    /// <summary>A query says what is the last message.</summary>
    /// <param name="asked"><see cref="Events"/> when it was asked.</param>
    public void Correct(ConversationSlot slot, Message? message, long at, long asked, bool isAskedFor)
    {
        if (slot.Latest.Correct(message, at, asked, Next(), isAskedFor))
            slot.Conversation?.Announce();
    }

    long Next() => Interlocked.Increment(ref _events);

    void Keep(ConversationSlot slot, int length)
    {
        if (slot.Conversation is { } conversation)
        {
            conversation.Announce();
            return;
        }
        if (!slot.IsRoom)
            activity.Touch(slot.Id);
        if (length > MaxKeptLength)
            slot.Latest.Forget();
        if (slot.Delivery.IsLatestKept)
            return;
        slot.Delivery.IsLatestKept = true;
        _kept.Enqueue(slot);
        if (_kept.Count <= MostKept)
            return;
        var oldest = _kept.Dequeue();
        oldest.Delivery.IsLatestKept = false;
        if (oldest.Conversation is null)
            oldest.Latest.Forget();
    }
}
