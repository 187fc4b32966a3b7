using System.Reactive.Concurrency;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>A test with a schema of its own in the database, which is dropped at its end.</summary>
public abstract class SchemaTest(DatabaseServer server) : IAsyncLifetime
{
    protected DatabaseServer Server { get; } = server;

    protected string Schema { get; } = server.NewSchema();

    public virtual ValueTask InitializeAsync()
    {
        DatabaseServer.Require();
        return default;
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (DatabaseServer.Lack is null) await Server.RunAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store on a line that the test can break.</summary>
    private protected Task<PostgreSqlMessageStore> OpenAsync(TcpProxy proxy, TimeSpan? maxWait = null, string more = "", IScheduler? scheduler = null) =>
        PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(more, port: proxy.Port),
            new() { Schema = Schema, MaxWait = maxWait ?? TimeSpan.FromSeconds(30), Scheduler = scheduler ?? DefaultScheduler.Instance });
}
