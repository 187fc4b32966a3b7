using System.Buffers.Text;
using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Handlers.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Interception.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

public sealed partial class ApplicationMessages
{
    // protocol.md §10.4
    /// <summary>Rewrites the stored copy of a message.</summary>
    /// <remarks>
    /// Nobody is notified; the history contains the new body from now on. To notify clients that have the message, use <see cref="ModifyAsync"/>.
    /// </remarks>
    /// <param name="isBinary">Whether <paramref name="body"/> is base64 of bytes. Default false.</param>
    /// <exception cref="OperationRefusedException">4303, 4404 (there is no such message, or it was recalled), 4109 (the body is too long), 4114 (it is no
    /// base64, though <paramref name="isBinary"/>).</exception>
    [Door(Permission.EditMessage)]
    public ValueTask<StoredMessage> RewriteAsync(string conversationId, string messageId, string body, bool isBinary = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        ArgumentNullException.ThrowIfNull(body);
        return _scope.InAsync(conversationId, async conversation =>
        {
            if (isBinary && !Base64.IsValid(body))
                throw new OperationRefusedException(ErrorCodes.UnparseableRawMessage, "The body is not base64.");
            MessageSize.Require(_services.Limits, MessageSize.Of(body), []);
            var message = await FindIn(conversation, messageId).ConfigureAwait(false);
            if (message.IsRecalled)
                throw Patches.Gone();
            var rewritten = Patches.Edit(message, body, isBinary);
            await conversation.Store.Messages.UpdateAsync(rewritten).ConfigureAwait(false);
            conversation.Positions.Replace(rewritten);
            return rewritten;
        }, cancellationToken);
    }

    /// <summary>Changes the body of a message.</summary>
    /// <remarks>Clients in the conversation are notified. The new body mentions nobody.</remarks>
    /// <exception cref="OperationRefusedException">4303, 4404 (there is no such message, or it was recalled), 4109 (the body is too long), 4116 (over a rate of
    /// <see cref="ServerLimits"/>).</exception>
    [Door(Permission.EditMessage)]
    public ValueTask<StoredMessage> ModifyAsync(string conversationId, string messageId, string body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return PatchAsync(conversationId, messageId, body, cancellationToken);
    }

    /// <summary>Recalls a message permanently.</summary>
    /// <remarks>Clients in the conversation are notified; recalling it again changes nothing.</remarks>
    /// <exception cref="OperationRefusedException">4303, 4404, 4116.</exception>
    [Door(Permission.RecallMessage)]
    public ValueTask<StoredMessage> RecallAsync(string conversationId, string messageId, CancellationToken cancellationToken = default) =>
        PatchAsync(conversationId, messageId, body: null, cancellationToken);

    // protocol.md §10.1
    /// <summary>Deletes the stored copy of a message, so that history, unread counts and logins no longer include it.</summary>
    /// <remarks>Nobody is notified; clients keep what they have.</remarks>
    /// <exception cref="OperationRefusedException">4303, 4404 (there is no such message).</exception>
    [Door(Permission.DeleteMessage)]
    public async ValueTask DeleteAsync(string conversationId, string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        await _scope.InAsync(conversationId, async conversation =>
        {
            await conversation.DeleteAsync(await FindIn(conversation, messageId).ConfigureAwait(false)).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="body">The new body; null to recall the message.</param>
    ValueTask<StoredMessage> PatchAsync(string conversationId, string messageId, string? body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        return !_questions.Asks(HookPoints.MessageUpdating) ? PatchUnaskedAsync(conversationId, messageId, body, isBinary: false, cancellationToken)
            : _scope.RunAsync(() => _questions.ChangeAsync(conversationId, place => ApproveAsync(conversationId, messageId, body, place, cancellationToken),
                approved => approved is null ? FindChangedAsync(conversationId, messageId, cancellationToken)
                    : PatchUnaskedAsync(conversationId, messageId, body is null ? null : approved.Body, approved.IsBinary, cancellationToken)),
                cancellationToken);
    }

    /// <summary>Null when it would change nothing, so that nobody was asked.</summary>
    async ValueTask<MessageUpdating?> ApproveAsync(string conversationId, string messageId, string? body, HookPlace place,
        CancellationToken cancellationToken)
    {
        var question = await _scope.InAsync(conversationId, async conversation =>
        {
            var (message, changed) = await ChangeOfAsync(conversation, messageId, body, isBinary: false).ConfigureAwait(false);
            return changed is null && !place.IsBehind ? null : _questions.Of(conversation, message, body);
        }, cancellationToken).ConfigureAwait(false);
        return question is null ? null : await _app.Hooks.ApproveAsync(question).ConfigureAwait(false);
    }

    ValueTask<StoredMessage> FindChangedAsync(string conversationId, string messageId, CancellationToken cancellationToken) =>
        _scope.InAsync(conversationId, conversation => FindIn(conversation, messageId), cancellationToken);

    /// <summary>A message and what is to become of it; null where that changes nothing.</summary>
    async ValueTask<(StoredMessage Message, StoredMessage? Changed)> ChangeOfAsync(Conversation conversation, string messageId, string? body, bool isBinary)
    {
        if (body is not null)
            MessageSize.Require(_services.Limits, isBinary ? 0 : MessageSize.Of(body), []);
        var message = await FindIn(conversation, messageId).ConfigureAwait(false);
        if (body is null && Patches.IsGone(message))
            return (message, null);
        if (body is not null && message.IsRecalled)
            throw Patches.Gone();
        var changed = body is null ? Patches.Recall(message)
            : Patches.Edit(message, body, isBinary) with { MentionAll = false, MentionedClientIds = [] };
        return (message, Patches.SaysTheSame(changed, message) ? null : changed);
    }

    ValueTask<StoredMessage> PatchUnaskedAsync(string conversationId, string messageId, string? body, bool isBinary, CancellationToken cancellationToken) =>
        _scope.InAsync(conversationId, async conversation =>
    {
        var (message, changed) = await ChangeOfAsync(conversation, messageId, body, isBinary).ConfigureAwait(false);
        if (changed is null)
            return message;
        _app.OperatorRates.Require(message.Recipients.IsDefaultOrEmpty ? KindOf(conversation) : OperatorRateKind.Message);
        await _app.PatchTimes.EnterAsync().ConfigureAwait(false);
        try
        {
            var patched = changed with { PatchedAt = _app.PatchTimes.Next(message.PatchedAt ?? message.Timestamp) };
            await conversation.Store.Messages.UpdateAsync(patched).ConfigureAwait(false);
            conversation.Positions.Replace(patched);
            MemberPushes.Patched(conversation, patched, author: null);
            await new UnreadReports(_services).ChangedAsync(conversation, message, patched).ConfigureAwait(false);
            return patched;
        }
        finally
        {
            _app.PatchTimes.Leave();
        }
    }, cancellationToken);

    async ValueTask<StoredMessage> FindIn(Conversation conversation, string messageId) =>
        await MessageFinder.FindAsync(conversation, messageId).ConfigureAwait(false)
            ?? throw new OperationRefusedException(ErrorCodes.MessageNotFound, "There is no such message.");
}
