using System.Net.Sockets;
using LeanRx.Server.Storage;
using Npgsql;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>What errors of the database mean, and what is said of them to people who may not know where it stands.</summary>
static class Failure
{
    /// <summary>Whether the same may succeed later, on this or another connection.</summary>
    public static bool IsPassing(Exception exception) => exception switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.InvalidCatalogName
        } => true,
        PostgresException refusal => refusal.SqlState[..2] is "08" or "28" or "53" or "57" or "58",
        _ => exception is NpgsqlException or SocketException or IOException or (TimeoutException and not QueryTimeoutException),
    };

    /// <summary>Whether the server has said that the transaction was undone. An error that ended the connection leaves that open.</summary>
    public static bool IsUndone(Exception exception) => exception is PostgresException { InvariantSeverity: not ("FATAL" or "PANIC") };

    public static StoreUnavailableException Unavailable(Exception exception) =>
        exception as StoreUnavailableException ?? new StoreUnavailableException($"The store is unavailable: {Reason(exception)}", exception);

    public static string Reason(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => "the database is read-only: it is a standby, or in recovery.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "the disk of the database is full.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => "the database has no connection left.",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } => "the database is starting or stopping.",
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => "the database was stopped.",
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => "the database did not answer in time.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "the database does not exist.",
        PostgresException refusal when refusal.SqlState.StartsWith("28", StringComparison.Ordinal) => "the database refuses the login.",
        PostgresException refusal => $"the database failed ({refusal.SqlState}).",
        _ when exception is TimeoutException || exception.InnerException is TimeoutException => "the database did not answer in time.",
        _ => "the database cannot be reached.",
    };
}
