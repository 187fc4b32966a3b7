using System.Text.Json.Nodes;
using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;
using LeanRx.Sending.Internal;

namespace LeanRx;

public sealed partial class Conversation
{
    // S147
    /// <summary>Sends a <see cref="TextMessage"/>. See <see cref="SendAsync(Message, SendOptions, CancellationToken)"/>.</summary>
    /// <inheritdoc cref="SendAsync(Message, SendOptions, CancellationToken)" path="/exception"/>
    public Task<MessageAck> SendAsync(string text, CancellationToken cancellationToken = default)
    {
        var body = MessageBodyWriter.Text(Guard.NotNull(text, nameof(text)), nameof(text));
        return ExecuteAsync(new DirectFrame { ConversationId = Id, Body = body, DeduplicationToken = _core.Tokens.Next() }, cancellationToken);
    }

    // S143
    /// <summary>Sends a <see cref="TextMessage"/> with options. See <see cref="SendAsync(Message, SendOptions, CancellationToken)"/>.</summary>
    /// <inheritdoc cref="SendAsync(Message, SendOptions, CancellationToken)" path="/exception"/>
    public Task<MessageAck> SendAsync(string text, SendOptions options, CancellationToken cancellationToken = default) =>
        SendAsync(new TextMessage(Guard.NotNull(text, nameof(text))), options, cancellationToken);

    // S146
    /// <summary>Sends a JSON object of one's own. See <see cref="SendAsync(Message, SendOptions, CancellationToken)"/>.</summary>
    /// <inheritdoc cref="SendAsync(Message, SendOptions, CancellationToken)" path="/exception"/>
    public Task<MessageAck> SendAsync(JsonObject content, SendOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(new JsonMessage(Guard.NotNull(content, nameof(content))), options, cancellationToken);

    // S142, S169
    /// <summary>
    /// Sends a message and completes when the server has it; whether anybody received it, receipts tell. Without a connection it waits for one. When
    /// the connection drops before the answer came it is sent again, and stored once all the same; a transient message is not sent again. Its body may take
    /// 5,120 bytes.
    /// </summary>
    /// <param name="options">Default: no receipt, not transient, no will, of normal priority.</param>
    /// <exception cref="ArgumentException">The body takes more than 5,120 bytes, nests deeper than 60 levels or holds text that is no Unicode, the push data
    /// takes more than 1 MiB, or the message is of a kind that cannot be sent.</exception>
    /// <exception cref="ServerRejectedException">The server refused it, for example with 4401: the conversation is gone, or this client is not a
    /// member.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<MessageAck> SendAsync(Message message, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        var isTransient = options?.Transient == true;
        var binary = Guard.NotNull(message, nameof(message)) as BinaryMessage;
        return ExecuteAsync(new DirectFrame
        {
            ConversationId = Id,
            Body = binary is null ? _core.Writer.Write(message, nameof(message)) : null,
            BinaryBody = binary is null ? null : MessageBodyWriter.Bytes(binary, nameof(message)),
            ReceiptRequested = options?.Receipt == true ? true : null,
            IsTransient = isTransient ? true : null,
            DeduplicationToken = isTransient ? null : _core.Tokens.Next(),
            MentionedClientIds = Mentions.Of(message, nameof(message)) is { Count: > 0 } mentioned ? mentioned : null,
            MentionAll = message.MentionsEveryone ? true : null,
            IsWill = options?.Will == true ? true : null,
            Priority = options is { Priority: not MessagePriority.Normal } ? (int)options.Priority : null,
            PushData = options?.GivenPushData is { } pushData ? JsonObjects.ToElement(pushData, nameof(options), JsonObjects.MaxBodyDepth).GetRawText() : null,
        }, cancellationToken);
    }

    async Task<MessageAck> ExecuteAsync(DirectFrame frame, CancellationToken cancellationToken)
    {
        var isTransient = frame.IsTransient == true;
        var isAnswered = false;
        Core.Slot.Sends.Begin();
        Interlocked.Exchange(ref _typedAt, long.MinValue);
        _core.Journal.Begin(frame);
        try
        {
            var sending = isTransient || _core.Outbox is null ? _core.Sends.SendAsync(Core.Slot, frame, cancellationToken)
                : _core.Outbox.SendAsync(frame, cancellationToken);
            var ack = Sends.AckOf(await sending.ConfigureAwait(false));
            isAnswered = true;
            _core.Journal.Succeed(frame, ack);
            return new MessageAck(ack.MessageUid!, UnixTime.ToTime(ack.Timestamp ?? 0));
        }
        catch (Exception exception)
        {
            isAnswered = exception is ServerRejectedException;
            // What stays in the outbox goes out when the client is opened again.
            if (_core.Outbox is null || exception is not ClientClosedException)
                _core.Journal.Fail(frame, exception);
            // It may be the last message all the same.
            if (!isTransient && Doubts.IsDoubtful(exception))
                _core.Doubts.Add(Id);
            throw;
        }
        finally
        {
            _core.Sends.OnEnded(Core.Slot, isAnswered);
        }
    }
}
