using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

/// <summary>A send that has not ended, as the journal keeps it. Its frame is made for those who follow it. Used again and again.</summary>
internal sealed class RunningSend(Func<DirectFrame> frame)
{
    public string ConversationId { get; set; } = "";

    /// <inheritdoc cref="SendEvent.At"/>
    public DateTimeOffset At { get; set; }

    /// <inheritdoc cref="SendEvent.Number"/>
    public long Number { get; set; }

    public RunningSend? Previous { get; set; }

    public RunningSend? Next { get; set; }

    public SendEvent Begun() => new(frame(), At, Number, IsUnderWay: true);
}
