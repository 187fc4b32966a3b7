namespace LeanRx.Server.Storage;

/// <summary>Stores how far each client has received and read in each conversation.</summary>
public interface ICursorStore
{
    /// <summary>Returns the cursors of a client in all its conversations.</summary>
    ValueTask<IReadOnlyList<MemberCursor>> FindByClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default);

    /// <summary>Returns the cursors of a client in conversations of which it is not a member.</summary>
    /// <remarks>These have no <see cref="MemberCursor.JoinedAt"/>.</remarks>
    ValueTask<IReadOnlyList<MemberCursor>> FindByGuestAsync(string applicationId, string clientId, CancellationToken cancellationToken = default);

    /// <summary>Returns the cursors of all clients in a conversation.</summary>
    ValueTask<IReadOnlyList<MemberCursor>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default);

    /// <summary>Inserts or replaces cursors.</summary>
    ValueTask SaveAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default);

    /// <summary>Deletes the cursors of clients that left a conversation.</summary>
    ValueTask DeleteAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default);
}
