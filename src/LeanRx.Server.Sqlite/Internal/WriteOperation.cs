namespace LeanRx.Server.Sqlite.Internal;

/// <summary>A write in the queue.</summary>
abstract class WriteOperation
{
    /// <summary>Whether its caller has given it up before it began.</summary>
    public abstract bool IsCancelled { get; }

    /// <summary>Does the work inside the transaction that is open, and keeps the outcome. Runs again when that transaction is rolled back.</summary>
    public abstract void Execute(StoreConnection connection);

    /// <summary>Tells the outcome, after the commit.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}
