using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx.Timeline.Internal;

/// <summary>One line of a window on a conversation. Touched on the delivery queue alone.</summary>
internal sealed class WindowEntry(string key)
{
    TimelineItem? _item;
    Message? _message;

    public string Key { get; } = key;

    /// <summary>What was sent, where this client sent it while the window was open.</summary>
    public DirectFrame? Frame { get; init; }

    public TimelineEntry.Gap? Gap { get; init; }

    public Message? Message
    {
        get => _message;
        set => (_message, _item) = (value, null);
    }

    public TimelineItemState State { get; private set; }

    public Exception? Failure { get; private set; }

    /// <summary>What the caller awaits who lets it be sent again.</summary>
    public Task<MessageAck>? Retry { get; set; }

    public Position Position => Gap is { } gap
        ? new Position(gap.After.ToUnixTimeMilliseconds(), "\uffff")
        : new Position(Message!.TimestampMilliseconds, Message.Id);

    public void Become(TimelineItemState state, Exception? failure = null) => (State, Failure, _item) = (state, failure, null);

    /// <summary>What users see of it.</summary>
    public TimelineItem Show(bool isDelivered, bool isRead)
    {
        if (_item is null || _item.IsDelivered != isDelivered || _item.IsRead != isRead)
            _item = new TimelineItem
            {
                Key = Key,
                Message = Message,
                Gap = Gap,
                State = State,
                Failure = Failure,
                IsDelivered = isDelivered,
                IsRead = isRead,
            };
        return _item;
    }
}
