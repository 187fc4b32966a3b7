using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>A write in the queue.</summary>
abstract class WriteOperation(SlotClaim? claim, DateTimeOffset begun)
{
    /// <summary>The claim whose write it is; null for none.</summary>
    public SlotClaim? Claim => claim;

    /// <summary>When it entered the queue.</summary>
    public DateTimeOffset Begun => begun;

    /// <summary>Whether its caller has given it up.</summary>
    public abstract bool IsCancelled { get; }

    /// <summary>Whether its outcome is known only from the answers of the database, so that these must be there before the transaction is committed.</summary>
    public abstract bool NeedsAnswers { get; }

    /// <summary>Adds its statements to a transaction. It is called again when that transaction was undone.</summary>
    public abstract void Compose(Batch batch);

    /// <summary>Finds the outcome in the database, after a transaction whose answers were lost turned out to be committed.</summary>
    public abstract ValueTask FindAsync(Session session);

    /// <summary>Tells the outcome, after the commit.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}
