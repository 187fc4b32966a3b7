using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Interception.Internal;
using LeanRx.Server.Operations.Internal;
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
        return _scope.InAsync(new RewriteMessage(conversationId, messageId, body, isBinary), cancellationToken);
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
        await _scope.InAsync(new DeleteMessage(conversationId, messageId), cancellationToken).ConfigureAwait(false);
    }

    /// <param name="body">The new body; null to recall the message.</param>
    ValueTask<StoredMessage> PatchAsync(string conversationId, string messageId, string? body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        return !_questions.Asks(HookPoints.MessageUpdating)
            ? _scope.InAsync(new PatchMessage(conversationId, messageId, body, IsBinary: false), cancellationToken)
            : _scope.RunAsync(() => _questions.ChangeAsync(conversationId, place => ApproveAsync(conversationId, messageId, body, place, cancellationToken),
                approved => approved is null ? FindChangedAsync(conversationId, messageId, cancellationToken)
                    : _scope.InAsync(new PatchMessage(conversationId, messageId, body is null ? null : approved.Body, approved.IsBinary),
                        cancellationToken)), cancellationToken);
    }

    /// <summary>Null when it would change nothing, so that nobody was asked.</summary>
    async ValueTask<MessageUpdating?> ApproveAsync(string conversationId, string messageId, string? body, HookPlace place,
        CancellationToken cancellationToken)
    {
        var question = await _scope.InAsync(new PlanPatch(conversationId, messageId, body, place.IsBehind), cancellationToken).ConfigureAwait(false);
        return question is null ? null : await _app.Hooks.ApproveAsync(question).ConfigureAwait(false);
    }

    async ValueTask<StoredMessage> FindChangedAsync(string conversationId, string messageId, CancellationToken cancellationToken) =>
        await _scope.InAsync(new FindMessage(conversationId, messageId), cancellationToken).ConfigureAwait(false) ?? throw FindMessage.Missing();
}
