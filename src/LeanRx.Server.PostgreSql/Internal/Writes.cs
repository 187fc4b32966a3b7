using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Queues writes: those of a claim, or those of none.</summary>
sealed class Writes(WriteQueue queue, SlotClaim? claim)
{
    /// <summary>For a write to a conversation.</summary>
    public Writes To(string applicationId, string conversationId)
    {
        claim?.ThrowIfOutside(applicationId, conversationId);
        return this;
    }

    /// <summary>For a write to the conversations of some items.</summary>
    public Writes To<T>(IReadOnlyList<T> items, Func<T, (string ApplicationId, string ConversationId)> place)
    {
        if (claim is null) return this;
        foreach (var item in items)
        {
            var (applicationId, conversationId) = place(item);
            claim.ThrowIfOutside(applicationId, conversationId);
        }

        return this;
    }

    /// <summary>Queues a message.</summary>
    public ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken)
    {
        claim?.ThrowIfOutside(message.ApplicationId, message.ConversationId);
        return queue.AppendAsync(message, claim, cancellationToken);
    }

    /// <summary>Queues a write that has no outcome but that it was done.</summary>
    public ValueTask RunAsync(Action<Batch> compose, CancellationToken cancellationToken) => queue.RunAsync(compose, claim, cancellationToken);

    /// <inheritdoc cref="PendingStatements{T}"/>
    public ValueTask<T> RunAsync<T>(Func<Batch, Func<T>> compose, Func<Session, ValueTask<Func<T>>>? find, CancellationToken cancellationToken) =>
        queue.RunAsync(compose, find, claim, cancellationToken);
}
