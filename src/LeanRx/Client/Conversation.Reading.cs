using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    // protocol.md §4.12
    /// <summary>Marks messages as read.</summary>
    /// <remarks>
    /// The unread count goes down on all devices of this client, and senders who requested receipts receive a <see cref="Receipt.Read"/>. The server does not
    /// answer. Without a connection the mark is kept and sent after the next login.
    /// </remarks>
    /// <param name="message">The last message that was read. Default: null, the last message received; if there is none, all messages on the server.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The message belongs to another conversation, or was not sent.</exception>
    public Task MarkReadAsync(Message? message = null, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        if (message is not null)
            Checked(message);
        var last = message ?? LastMessage;
        _core.ReadMarks.Add(last is null ? new ReadMark(Id, null, null) : new ReadMark(Id, last.Id, last.TimestampMilliseconds));
        return Task.CompletedTask;
    }

    // protocol.md §4.9
    /// <summary>Returns how far the other members have received and read the messages of this conversation (<c>max-read</c>).</summary>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public async Task<ReadProgress> GetReadProgressAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _core.Commands.ExecuteAsync(new ConversationFrame { Operation = ConversationOperations.MaxRead, ConversationId = Id },
            repeatable: true, cancellationToken).ConfigureAwait(false);
        return new ReadProgress
        {
            DeliveredTo = UnixTime.ToTimeOrNull(answer.MaxAckTimestamp ?? 0),
            ReadTo = UnixTime.ToTimeOrNull(answer.MaxReadTimestamp ?? 0),
        };
    }
}
