using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.Sending.Internal;

/// <summary>
/// One awaited send from its call to its end. It is used again for another one where nobody can refer to it any more when it has ended: its task completes at
/// the answer, and no token of the caller's may cancel it late. What it leaves behind is its task, the id of the message, and the acknowledgement.
/// </summary>
internal sealed class MessageSend : MessageCommand
{
    readonly Sends _sends;
    readonly DeliveryQueue _deliveries;
    readonly RunningSend _running;

    ConversationCore? _conversation;
    string? _text;
    long _token;
    DirectFrame? _frame;
    TaskCompletionSource<MessageAck>? _source;
    Frame? _answer;
    MessageAck? _ack;

    public MessageSend(Sends sends, DeliveryQueue deliveries) : base(deliveries)
    {
        _sends = sends;
        _deliveries = deliveries;
        _running = new RunningSend(() => Frame);
        IsBounded = true;
    }

    /// <summary>Whether it is in nothing any more when its task completes.</summary>
    public bool IsReusable => _deliveries.IsOnThreadPool && !CancellationToken.CanBeCanceled;

    public ConversationSlot Slot => _conversation!.Slot;

    public override string ConversationId => Slot.Id;

    public override string? Text => _text;

    public override DirectFrame Frame => _frame ?? MakeFrame();

    /// <summary>Whether the server keeps it, and it is shown from the instant of the call.</summary>
    bool IsShown => _text is not null || _frame is { IsWill: not true, IsTransient: not true, DeduplicationToken.Length: > 0 };

    /// <summary>Sends a plain text.</summary>
    /// <param name="conversation">Where to. It is held until the send has ended.</param>
    /// <param name="text">The text.</param>
    /// <param name="token">The number of its deduplication token.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<MessageAck> Start(ConversationCore conversation, string text, long token, CancellationToken cancellationToken)
    {
        _text = text;
        _token = token;
        IsRepeatable = true;
        return Start(conversation, cancellationToken);
    }

    /// <summary>Sends any message.</summary>
    public Task<MessageAck> Start(ConversationCore conversation, DirectFrame frame, CancellationToken cancellationToken)
    {
        _frame = frame;
        IsRepeatable = frame.IsTransient != true;
        return Start(conversation, cancellationToken);
    }

    Task<MessageAck> Start(ConversationCore conversation, CancellationToken cancellationToken)
    {
        _conversation = conversation;
        CancellationToken = cancellationToken;
        var source = _source = NewSource<MessageAck>();
        Slot.Sends.Begin();
        if (IsShown)
            _sends.Journal.Begin(_running, ConversationId);
        _sends.Session.Send(this);
        // On the thread pool it may be somebody else's by now.
        if (!_deliveries.IsOnThreadPool)
            CompleteIfDecided();
        return source.Task;
    }

    DirectFrame MakeFrame()
    {
        var frame = new DirectFrame
        {
            ConversationId = ConversationId,
            Body = MessageBodyWriter.Text(_text!, nameof(Text)),
            DeduplicationToken = _sends.Tokens.Text(_token),
        };
        return Interlocked.CompareExchange(ref _frame, frame, null) ?? frame;
    }

    public override int WriteToken(Span<byte> to) => _sends.Tokens.Write(_token, to);

    public override void Answered(Frame answer) => _answer = answer;

    public override void Answered(in PlainAck answer) => _ack = new MessageAck(answer.MessageId, UnixTime.ToTime(answer.Timestamp));

    public override void Take()
    {
        try
        {
            if (_answer is not null)
                _ack = _sends.Take(Slot, Frame, Sends.AckOf(_answer));
            else if (_text is not null)
                _sends.Take(Slot, _text, _ack!);
            else
                _sends.Take(Slot, Frame, _ack!);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return;
        }
        Decide(_ack!);
    }

    protected override void Complete(object outcome)
    {
        if (Interlocked.Exchange(ref _source, null) is not { } source)
            return;
        var ack = outcome as MessageAck;
        var cause = ack is null ? outcome as Exception ?? Cancelled((CancellationToken)outcome) : null;
        if (IsShown)
            _sends.Journal.End(_running, ack, cause);
        // It may be the last message all the same.
        if (cause is not null && IsRepeatable && Doubts.IsDoubtful(cause))
            _sends.Doubts.Add(ConversationId);
        _sends.OnEnded(Slot, isAnswered: ack is not null || cause is ServerRejectedException);
        _sends.Session.Telemetry.OnSent();
        if (IsReusable)
            GiveBack();
        Complete(source, outcome);
    }

    void GiveBack()
    {
        Renew();
        _conversation = null;
        _text = null;
        _frame = null;
        _answer = null;
        _ack = null;
        _sends.GiveBack(this);
    }

    static TaskCanceledException Cancelled(CancellationToken cancellationToken) => new(Task.FromCanceled(cancellationToken));
}
