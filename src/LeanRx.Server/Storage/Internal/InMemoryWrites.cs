namespace LeanRx.Server.Storage.Internal;

/// <summary>Does writes: at once, or as those of a claim.</summary>
sealed class InMemoryWrites(SlotEpochs epochs, SlotClaim? claim)
{
    /// <summary>For a write to a conversation.</summary>
    public InMemoryWrites To(string applicationId, string conversationId)
    {
        claim?.ThrowIfOutside(applicationId, conversationId);
        return this;
    }

    /// <summary>For a write to the conversations of some items.</summary>
    public InMemoryWrites To<T>(IReadOnlyList<T> items, Func<T, (string ApplicationId, string ConversationId)> place)
    {
        if (claim is null) return this;
        foreach (var item in items)
        {
            var (applicationId, conversationId) = place(item);
            claim.ThrowIfOutside(applicationId, conversationId);
        }

        return this;
    }

    public ValueTask<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Completed.From(claim is null ? work : Own(claim, work), cancellationToken);

    public ValueTask RunAsync(Action work, CancellationToken cancellationToken) => Completed.From(claim is null ? work : Own(claim, work), cancellationToken);

    Func<T> Own<T>(SlotClaim own, Func<T> work) => () => epochs.Hold(own, work);

    Action Own(SlotClaim own, Action work) => () => epochs.Hold(
        own,
        () =>
        {
            work();
            return true;
        });
}
