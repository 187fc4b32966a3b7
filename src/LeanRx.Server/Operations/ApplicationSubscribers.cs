using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Queries.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

/// <summary>Reads who subscribes to the service conversations of an application, as its operator.</summary>
/// <remarks><see cref="ApplicationConversations.AddMembersAsync"/> and <see cref="ApplicationConversations.RemoveMembersAsync"/> change it.</remarks>
public sealed class ApplicationSubscribers
{
    readonly EngineServices _services;
    readonly Application _app;
    readonly OperationScope _scope;

    internal ApplicationSubscribers(OperationScope scope)
    {
        _scope = scope;
        _services = scope.Services;
        _app = scope.Application;
    }

    // protocol.md §10.1
    /// <summary>Returns subscribers of a service conversation, in the order in which they subscribed.</summary>
    /// <param name="after">The subscriber after which the page begins. Null, or a client that does not subscribe, for the first page.</param>
    /// <param name="limit">The maximum number of subscribers. Default 50.</param>
    /// <exception cref="OperationRefusedException">4303, or 4313: it is not a service conversation.</exception>
    [Door(Permission.ReadSubscriptions)]
    public ValueTask<IReadOnlyList<Subscription>> FindAsync(string conversationId, string? after = null, int limit = 50,
        CancellationToken cancellationToken = default) =>
        _scope.InAsync(new FindSubscribers(conversationId, after, limit), cancellationToken);

    // protocol.md §10.3
    /// <summary>Returns the service conversations to which a client subscribes, the oldest subscription first.</summary>
    [Door(Permission.ReadSubscriptions)]
    public ValueTask<IReadOnlyList<Subscription>> FindSubscriptionsAsync(string clientId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        return _scope.RunAsync<IReadOnlyList<Subscription>>(async () =>
        {
            var services = await _services.Store.Conversations.QueryAsync(new ConversationStoreQuery
            {
                ApplicationId = _app.Id,
                Filter = ConversationScope.Own(clientId).And(SystemConversations.Of(ConversationKind.Service)),
                Limit = int.MaxValue,
            }).ConfigureAwait(false);
            var cursors = (await _services.Store.Cursors.FindByClientAsync(_app.Id, clientId).ConfigureAwait(false))
                .ToDictionary(cursor => cursor.ConversationId, StringComparer.Ordinal);
            return
            [
                .. services.Select(record => FindSubscribers.SubscriptionOf(record, clientId, cursors.GetValueOrDefault(record.Id)?.JoinedAt))
                    .OrderBy(subscription => subscription.SubscribedAt).ThenBy(subscription => subscription.ConversationId, StringComparer.Ordinal),
            ];
        }, cancellationToken);
    }
}
