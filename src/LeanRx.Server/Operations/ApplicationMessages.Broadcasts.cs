using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

public sealed partial class ApplicationMessages
{
    /// <summary>Returns broadcasts to all clients, newest first, including expired ones.</summary>
    /// <param name="conversationId">The service conversation that sent them. Default: all.</param>
    /// <param name="skip">How many to skip. Default 0.</param>
    /// <param name="limit">The maximum number of messages. Default 100.</param>
    [Door(Permission.ReadAllMessages)]
    public ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string? conversationId = null, int skip = 0, int limit = 100,
        CancellationToken cancellationToken = default) =>
        _scope.RunAsync(() => _services.Store.Messages.FindBroadcastsAsync(_app.Id, conversationId, null, Math.Max(0, skip),
            Math.Clamp(limit, 0, _services.Limits.MaxHistoryPage)), cancellationToken);

    /// <summary>Deletes a broadcast: it is no longer delivered and no longer in the history.</summary>
    /// <remarks>Clients keep what they have.</remarks>
    /// <exception cref="OperationRefusedException">4404: there is no such broadcast.</exception>
    [Door(Permission.DeleteMessage)]
    public async ValueTask DeleteBroadcastAsync(string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        await DeleteAsync(await ConversationOfBroadcastAsync(messageId).ConfigureAwait(false), messageId, cancellationToken).ConfigureAwait(false);
    }

    async ValueTask<string> ConversationOfBroadcastAsync(string messageId)
    {
        const int pageSize = 1000;
        for (var skip = 0; ; skip += pageSize)
        {
            var page = await _services.Store.Messages.FindBroadcastsAsync(_app.Id, null, null, skip, pageSize).ConfigureAwait(false);
            if (page.FirstOrDefault(message => message.Id == messageId) is { } broadcast)
                return broadcast.ConversationId;
            if (page.Count < pageSize)
                throw new OperationRefusedException(ErrorCodes.MessageNotFound, "There is no such broadcast.");
        }
    }
}
