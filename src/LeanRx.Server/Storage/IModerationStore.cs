namespace LeanRx.Server.Storage;

/// <summary>Stores roles, silence, blocks and kicks.</summary>
public interface IModerationStore
{
    /// <summary>Returns the standings in a conversation, ascending by client id.</summary>
    ValueTask<IReadOnlyList<MemberStanding>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default);

    /// <summary>Returns the standings of a client in all conversations, ascending by conversation id.</summary>
    ValueTask<IReadOnlyList<MemberStanding>> FindByClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default);

    /// <summary>Inserts or replaces standings.</summary>
    /// <remarks>One that says nothing (<see cref="MemberStanding.IsOrdinary"/>) is deleted.</remarks>
    ValueTask SaveAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default);

    /// <summary>Stores a kick, replacing an earlier one of the client, and deletes the application's old kicks.</summary>
    /// <param name="forgetBeforeMilliseconds">Kicks before this time are deleted, in milliseconds since 1970-01-01 UTC.</param>
    ValueTask SaveKickAsync(ClientKick kick, long forgetBeforeMilliseconds, CancellationToken cancellationToken = default);

    /// <summary>Returns the kicks of an application, oldest first.</summary>
    ValueTask<IReadOnlyList<ClientKick>> FindKicksAsync(string applicationId, CancellationToken cancellationToken = default);
}
