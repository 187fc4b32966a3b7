using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Delivery.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    // protocol.md §4.13
    /// <summary>Replaces the content of a message that this client sent, for all members.</summary>
    /// <remarks>
    /// Other clients receive the change on <see cref="LeanClient.MessageChanges"/>; this client receives it as the result. The application must allow editing
    /// (4406).
    /// </remarks>
    /// <param name="message">The message, its acknowledgement, or its position.</param>
    /// <param name="replacement">The new content. It also replaces the mentions.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The message belongs to another conversation or was not sent yet, or the new content cannot be sent (see
    /// <see cref="SendAsync(Message, SendOptions, CancellationToken)"/>).</exception>
    /// <exception cref="ServerRejectedException">The server refused: 4403, another client sent the message; 4404, it does not exist or was recalled; 4405, an
    /// application hook refused; 4406, editing is not allowed; 4401, 4548 or 4563, this client may not send here.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public async Task<MessageChange.Edited> EditAsync(MessagePosition message, Message replacement, CancellationToken cancellationToken = default)
    {
        var (messageId, timestamp) = Checked(message);
        var binary = Guard.NotNull(replacement, nameof(replacement)) as BinaryMessage;
        var patch = PatchOf(messageId, timestamp) with
        {
            IsRecall = false,
            Data = binary is null ? _core.Writer.Write(replacement, nameof(replacement)) : null,
            BinaryBody = binary is null ? null : MessageBodyWriter.Bytes(binary, nameof(replacement)),
            MentionAll = replacement.MentionsEveryone,
            MentionedClientIds = Mentions.Of(replacement, nameof(replacement)),
        };
        return await PatchAsync(patch, changedAt =>
            new MessageChange.Edited(replacement with
            {
                Id = messageId,
                ConversationId = Id,
                From = _core.ClientId,
                Timestamp = timestamp,
                UpdatedAt = changedAt,
            }),
            cancellationToken).ConfigureAwait(false);
    }

    // protocol.md §4.13
    /// <summary>Recalls a message that this client sent, for all members.</summary>
    /// <remarks>
    /// A <see cref="RecalledMessage"/> takes its place in history. Other clients receive the change on <see cref="LeanClient.MessageChanges"/>; this client
    /// receives it as the result. The application must allow recalling (4407). Recalling a message again has no effect.
    /// </remarks>
    /// <param name="message">The message, its acknowledgement, or its position.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The message belongs to another conversation, or was not sent yet.</exception>
    /// <exception cref="ServerRejectedException">The server refused: 4403, another client sent the message; 4404, it does not exist; 4405, an application hook
    /// refused; 4407, recalling is not allowed.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<MessageChange.Recalled> RecallAsync(MessagePosition message, CancellationToken cancellationToken = default)
    {
        var (messageId, timestamp) = Checked(message);
        return PatchAsync(
            PatchOf(messageId, timestamp) with { IsRecall = true },
            changedAt => new MessageChange.Recalled(new RecalledMessage
            {
                Id = messageId,
                ConversationId = Id,
                From = _core.ClientId,
                Timestamp = timestamp,
                UpdatedAt = changedAt,
            }),
            cancellationToken);
    }

    PatchItem PatchOf(string messageId, DateTimeOffset timestamp) => new()
    {
        ConversationId = Id,
        MessageId = Guard.NotEmpty(messageId, "message"),
        From = _core.ClientId,
        Timestamp = timestamp.ToUnixTimeMilliseconds(),
        PatchTimestamp = _core.Session.Options.Scheduler.Now.ToUnixTimeMilliseconds(),
    };

    /// <summary>
    /// Changes a message. The change is taken note of where the answer stands among what the server pushes: it may be overtaken by another device's already.
    /// </summary>
    async Task<TChange> PatchAsync<TChange>(PatchItem patch, Func<DateTimeOffset, TChange> changeAt, CancellationToken cancellationToken) where TChange
        : MessageChange
    {
        TChange? change = null;
        var mine = new OwnChange(patch);
        _core.Changes.Begin(mine);
        try
        {
            await _core.Session.ExecuteAsync(
                new PatchFrame { Operation = PatchOperations.Modify, Patches = [patch] },
                repeatable: true,
                answer =>
                {
                    if (answer is not PatchFrame { LastPatchTime: var time })
                        throw new InvalidResponseException("The server answered patch/modify with another command.");
                    change = changeAt(UnixTime.ToTime(time ?? patch.PatchTimestamp ?? 0));
                    _core.Changes.Take(Core.Slot, mine, change);
                },
                cancellationToken).ConfigureAwait(false);
            return change!;
        }
        catch (Exception exception) when (Doubts.IsDoubtful(exception))
        {
            _core.Changes.Doubt(Core.Slot, patch);
            throw;
        }
        finally
        {
            _core.Changes.End(mine);
        }
    }

    (string MessageId, DateTimeOffset Timestamp) Checked(MessagePosition message)
    {
        if (Guard.NotNull(message, nameof(message)).MessageId.Length == 0)
            throw new ArgumentException("message was not sent yet: it has no id.", nameof(message));
        if (message.ConversationId is { } conversationId && conversationId != Id)
            throw new ArgumentException($"message belongs to conversation {conversationId}, not to {Id}.", nameof(message));
        return (message.MessageId, message.Timestamp);
    }
}
