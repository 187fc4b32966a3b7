using System.Reactive.Linq;
using LeanRx.Client.Internal;
using LeanRx.Common.Internal;

namespace LeanRx.Compatibility;

/// <summary>The names of the LeanCloud JavaScript guide, for code that is ported from it.</summary>
/// <remarks>New code should use the method of <see cref="LeanClient"/> or <see cref="Conversation"/> that each names.</remarks>
public static class CompatibilityExtensions
{
    // S48, S124
    /// <summary>Creates a conversation: <c>realtime.room(options)</c>.</summary>
    /// <remarks>
    /// Same as <see cref="LeanClient.CreateConversationAsync"/>. It creates a chat room only if <see cref="CreateConversationOptions.IsTransient"/> is set.
    /// </remarks>
    /// <inheritdoc cref="LeanClient.CreateConversationAsync" path="/exception"/>
    public static Task<Conversation> CreateRoomAsync(this LeanClient client, IEnumerable<string> members, CreateConversationOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Guard.NotNull(client, nameof(client)).CreateConversationAsync(members, options, cancellationToken);

    // S48, S125
    /// <summary>Fetches a conversation: <c>realtime.room(roomId)</c>.</summary>
    /// <remarks>Same as <see cref="LeanClient.GetConversationAsync"/>.</remarks>
    /// <inheritdoc cref="LeanClient.GetConversationAsync" path="/exception"/>
    public static Task<Conversation?> GetRoomAsync(this LeanClient client, string roomId, CancellationToken cancellationToken = default) =>
        Guard.NotNull(client, nameof(client)).GetConversationAsync(Guard.NotEmpty(roomId, nameof(roomId)), cancellationToken);

    // S48
    /// <summary>Queries conversations: <c>realtime.query(options)</c>.</summary>
    /// <remarks>Same as <see cref="LeanClient.QueryConversationsAsync"/>.</remarks>
    /// <inheritdoc cref="LeanClient.QueryConversationsAsync" path="/exception"/>
    public static Task<IReadOnlyList<Conversation>> QueryRoomsAsync(this LeanClient client, ConversationQuery? query = null,
        CancellationToken cancellationToken = default) =>
        Guard.NotNull(client, nameof(client)).QueryConversationsAsync(query, cancellationToken);

    // S133
    /// <summary>Returns the clients that are online: <c>realtime.ping(clientIdList)</c>.</summary>
    /// <remarks>Same as <see cref="LeanClient.GetOnlineAsync"/>.</remarks>
    /// <inheritdoc cref="LeanClient.GetOnlineAsync" path="/exception"/>
    public static Task<IReadOnlyList<string>> PingAsync(this LeanClient client, IEnumerable<string> clientIds) =>
        client.PingAsync(clientIds, CancellationToken.None);

    /// <inheritdoc cref="PingAsync(LeanClient, IEnumerable{string})"/>
    public static Task<IReadOnlyList<string>> PingAsync(this LeanClient client, IEnumerable<string> clientIds, CancellationToken cancellationToken) =>
        Guard.NotNull(client, nameof(client)).GetOnlineAsync(clientIds, cancellationToken);

    // S134
    /// <summary>Returns whether a client is online: <c>realtime.ping(clientId)</c>.</summary>
    /// <remarks>Same as <see cref="LeanClient.IsOnlineAsync"/>.</remarks>
    /// <inheritdoc cref="LeanClient.GetOnlineAsync" path="/exception"/>
    public static Task<bool> PingAsync(this LeanClient client, string clientId) => client.PingAsync(clientId, CancellationToken.None);

    /// <inheritdoc cref="PingAsync(LeanClient, string)"/>
    public static Task<bool> PingAsync(this LeanClient client, string clientId, CancellationToken cancellationToken) =>
        Guard.NotNull(client, nameof(client)).IsOnlineAsync(clientId, cancellationToken);

    // S113
    /// <summary>Raises an event inside this process: <c>realtime.emit(name, data)</c>.</summary>
    /// <remarks>
    /// Nothing is sent to the server. Subscribers of <see cref="LocalEvents{T}"/> of the same client are called on the client's scheduler, in order with
    /// everything else that the client reports. An event without subscribers is lost, and so is one after the client was disposed. New code should use a
    /// subject of its own.
    /// </remarks>
    /// <param name="client">The client.</param>
    /// <param name="name">The name of the event; upper and lower case differ.</param>
    /// <param name="value">The data of the event.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentNullException">The name or the value is null.</exception>
    public static void Emit<T>(this LeanClient client, string name, T value) where T : notnull => Guard.NotNull(client, nameof(client)).LocalEventStream
        .Publish(new LocalEvent(Guard.NotEmpty(name, nameof(name)), Guard.NotNull<object>(value, nameof(value))));

    // S110, S112, S114
    /// <summary>The events raised by <see cref="Emit"/> under a name: <c>realtime.on(name, handler)</c>.</summary>
    /// <remarks>
    /// Values that are no <typeparamref name="T"/> are not part of it. <c>once</c> is <c>.Take(1)</c>, <c>off</c> is <c>Dispose</c> of the subscription. A
    /// subscriber that throws is unsubscribed; the others are not affected. Completes when the client is disposed.
    /// </remarks>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static IObservable<T> LocalEvents<T>(this LeanClient client, string name) where T : notnull
    {
        Guard.NotEmpty(name, nameof(name));
        return Guard.NotNull(client, nameof(client)).LocalEventStream
            .Where(local => string.Equals(local.Name, name, StringComparison.Ordinal)).Select(static local => local.Value).OfType<T>();
    }
}
