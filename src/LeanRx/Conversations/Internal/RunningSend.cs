using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

/// <summary>A send that has not ended, as the journal keeps it. Its frame is made for those who follow it. Used again and again.</summary>
internal sealed class RunningSend
{
    readonly Func<DirectFrame> _frame;

    public RunningSend(Func<DirectFrame> frame)
    {
        _frame = frame;
        Node = new LinkedListNode<RunningSend>(this);
    }

    /// <summary>Its place among those that have not ended.</summary>
    public LinkedListNode<RunningSend> Node { get; }

    public string ConversationId { get; set; } = "";

    /// <inheritdoc cref="SendEvent.At"/>
    public DateTimeOffset At { get; set; }

    /// <inheritdoc cref="SendEvent.Number"/>
    public long Number { get; set; }

    public SendEvent Begun() => new(_frame(), At, Number, IsUnderWay: true);
}
