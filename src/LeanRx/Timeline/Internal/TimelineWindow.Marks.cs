using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Timeline.Internal;

internal sealed partial class TimelineWindow
{
    void OnReceipt(Receipt receipt)
    {
        _receipts.Enqueue(receipt);
        if (_receipts.Count > MaxReceipts)
            _receipts.Dequeue();
        TakeReceipts();
        Changed();
    }

    /// <summary>A receipt may be heard before the answer to its send.</summary>
    void TakeReceipts()
    {
        for (var left = _receipts.Count; left > 0; left--)
        {
            var receipt = _receipts.Dequeue();
            if (_entries.Find(receipt.MessageId) is { Message: { } message })
                _entries.Mark(message.TimestampMilliseconds, receipt is Receipt.Read ? message.TimestampMilliseconds : 0);
            else
                _receipts.Enqueue(receipt);
        }
    }

    /// <summary>After each login: receipts that were missed do not come again.</summary>
    void AskMarks()
    {
        if (_conversation.Current is { IsTransient: true } or { IsSystem: true })
            return;
        var command = new ConversationFrame { Operation = ConversationOperations.MaxRead, ConversationId = _conversation.Slot.Id };
        _parts.Session.RecoverAsync(command, repeatable: false).ContinueWith(
            static (answer, state) => ((TimelineWindow)state!).HandMarks(answer),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    void HandMarks(Task<Frame> answer)
    {
        // Without it the marks stay as they are until the next login.
        if (answer.Status == TaskStatus.RanToCompletion && answer.GetAwaiter().GetResult() is ConversationFrame marks)
            Deliveries.PostControl(new WindowMarks(this), marks);
        else
            _ = answer.Exception;
    }

    /// <summary>A send that the server had long before the window was opened belongs to what is loaded on demand.</summary>
    void DropBefore(MessageAck? ack)
    {
        if (ack is not null && _isJoined && !_isAtBeginning && _oldest is { } oldest)
            _entries.RemoveBefore(oldest);
    }
}
