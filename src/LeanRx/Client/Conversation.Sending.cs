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
    /// <summary>Sends a <see cref="TextMessage"/>.</summary>
    /// <inheritdoc cref="SendAsync(Message, SendOptions, CancellationToken)" path="/remarks"/>
    /// <inheritdoc cref="SendAsync(Message, SendOptions, CancellationToken)" path="/exception"/>
    public Task<MessageAck> SendAsync(string text) => SendAsync(text, CancellationToken.None);

    /// <inheritdoc cref="SendAsync(string)"/>
    public Task<MessageAck> SendAsync(string text, CancellationToken cancellationToken)
    {
        if (Guard.NotNull(text, nameof(text)).Length <= MessageBodyWriter.AlwaysFits && _core.Outbox is null && !_core.Session.Telemetry.IsTracing)
        {
            _core.Session.Telemetry.BeginSend();
            Interlocked.Exchange(ref _typedAt, long.MinValue);
            return _core.Sends.StartAsync(Core, text, cancellationToken);
        }
        var body = MessageBodyWriter.Text(text, nameof(text));
        return ExecuteAsync(new DirectFrame { ConversationId = Id, Body = body, DeduplicationToken = _core.Sends.Tokens.Next() }, cancellationToken);
    }

    // S143
    /// <inheritdoc cref="SendAsync(string)"/>
    /// <remarks>To cancel it as well, send a <see cref="TextMessage"/>.</remarks>
    public Task<MessageAck> SendAsync(string text, SendOptions? options) => SendAsync(new TextMessage(Guard.NotNull(text, nameof(text))), options);

    // S146
    /// <summary>Sends a JSON object as a <see cref="JsonMessage"/>.</summary>
    /// <inheritdoc cref="SendAsync(Message, SendOptions, CancellationToken)" path="/remarks"/>
    /// <inheritdoc cref="SendAsync(Message, SendOptions, CancellationToken)" path="/exception"/>
    public Task<MessageAck> SendAsync(JsonObject content) => SendAsync(content, options: null);

    /// <inheritdoc cref="SendAsync(JsonObject)"/>
    public Task<MessageAck> SendAsync(JsonObject content, SendOptions? options) => SendAsync(new JsonMessage(Guard.NotNull(content, nameof(content))), options);

    // S142, S169
    /// <summary>Sends a message and completes when the server has accepted it.</summary>
    /// <remarks>
    /// Receipts report whether anybody received it. Without a connection the send waits for one. If the connection is lost before the answer arrives the
    /// message is sent again, and stored once; a transient message is not sent again. The body may be up to 5,120 bytes.
    /// </remarks>
    /// <param name="message">The message.</param>
    /// <param name="options">The options. Default: null, which is no receipt, not transient, no will, normal priority.</param>
    /// <param name="cancellationToken">Cancels the send.</param>
    /// <exception cref="ArgumentException">The body is larger than 5,120 bytes, is nested deeper than 60 levels or contains invalid Unicode, the push data is
    /// larger than 1 MiB, or the message is of a kind that cannot be sent.</exception>
    /// <exception cref="ServerRejectedException">The server refused it, for example with 4401: the conversation does not exist or this client is not a
    /// member.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<MessageAck> SendAsync(Message message, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        var isTransient = options?.IsTransient == true;
        var binary = Guard.NotNull(message, nameof(message)) as BinaryMessage;
        return ExecuteAsync(new DirectFrame
        {
            ConversationId = Id,
            Body = binary is null ? _core.Writer.Write(message, nameof(message)) : null,
            BinaryBody = binary is null ? null : MessageBodyWriter.Bytes(binary, nameof(message)),
            ReceiptRequested = options?.RequestReceipt == true ? true : null,
            IsTransient = isTransient ? true : null,
            DeduplicationToken = isTransient ? null : _core.Sends.Tokens.Next(),
            MentionedClientIds = Mentions.Of(message, nameof(message)) is { Count: > 0 } mentioned ? mentioned : null,
            MentionAll = message.MentionsEveryone ? true : null,
            IsWill = options?.IsWill == true ? true : null,
            Priority = options is { Priority: not MessagePriority.Normal } ? WireOf(options.Priority) : null,
            PushData = options?.GivenPushData is { } pushData ? JsonObjects.ToElement(pushData, nameof(options), JsonObjects.MaxBodyDepth).GetRawText() : null,
        }, cancellationToken);
    }

    // protocol.md §7.4
    static int WireOf(MessagePriority priority) => priority switch
    {
        MessagePriority.High => 1,
        MessagePriority.Low => 3,
        _ => 2,
    };

    Task<MessageAck> ExecuteAsync(DirectFrame frame, CancellationToken cancellationToken)
    {
        var telemetry = _core.Session.Telemetry;
        return telemetry.BeginSend(ref frame) is { } span ? telemetry.TraceAsync(span, ExecutePlainlyAsync(frame, cancellationToken))
            : ExecutePlainlyAsync(frame, cancellationToken);
    }

    Task<MessageAck> ExecutePlainlyAsync(DirectFrame frame, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _typedAt, long.MinValue);
        return frame.IsTransient == true || _core.Outbox is not { } outbox ? _core.Sends.StartAsync(Core, frame, cancellationToken)
            : KeepAsync(outbox, frame, cancellationToken);
    }

    /// <summary>Sends it by way of the outbox.</summary>
    async Task<MessageAck> KeepAsync(OutboxSender outbox, DirectFrame frame, CancellationToken cancellationToken)
    {
        var isAnswered = false;
        Core.Slot.Sends.Begin();
        _core.Journal.Begin(frame);
        try
        {
            var ack = Sends.ToAck(Sends.AckOf(await outbox.SendAsync(frame, cancellationToken).ConfigureAwait(false)));
            isAnswered = true;
            _core.Journal.Succeed(frame, ack);
            return ack;
        }
        catch (Exception exception)
        {
            isAnswered = exception is ServerRejectedException;
            // What stays in the outbox goes out when the client is opened again.
            if (exception is not ClientClosedException)
                _core.Journal.Fail(frame, exception);
            // It may be the last message all the same.
            if (Doubts.IsDoubtful(exception))
                _core.Doubts.Add(Id);
            throw;
        }
        finally
        {
            _core.Sends.OnEnded(Core.Slot, isAnswered);
            _core.Session.Telemetry.OnSent();
        }
    }
}
