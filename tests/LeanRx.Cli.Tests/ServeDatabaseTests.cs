using LeanRx.Server.PostgreSql.Tests;

namespace LeanRx.Cli.Tests;

/// <summary>What <c>leanrx serve</c> keeps in PostgreSQL.</summary>
public sealed class ServeDatabaseTests(DatabaseServer server) : ToolTest
{
    readonly string _files = Directory.CreateTempSubdirectory("leanrx-files-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_files, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_sent_is_there_when_the_server_starts_again_on_the_database()
    {
        DatabaseServer.Require();
        var data = server.ConnectionString("Password=s3cr3t");
        var (first, url) = await ServeAsync("--data", data, "--files", _files);
        await using (var tom = new LeanClient(url, "Tom"))
        {
            await tom.OpenAsync(Patience);
            var conversation = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
            await conversation.SendAsync("kept", Patience);
        }

        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "serve", "--urls", "http://127.0.0.1:0", "--data", data);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("leanrx: --data Host=127.0.0.1;", errors, StringComparison.Ordinal);
        Assert.Contains("is in use by another server", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", errors, StringComparison.Ordinal);

        first.Terminate();
        Assert.Equal(0, await first.WaitForExitAsync());
        var again = await ServeHereAsync("--data", data, "--files", _files);
        await using var jerry = new LeanClient(again, "Jerry");
        await jerry.OpenAsync(Patience);
        var found = Assert.Single(await jerry.QueryConversationsAsync(cancellationToken: Patience));
        var texts = new List<string?>();
        await foreach (var message in found.GetHistoryAsync(cancellationToken: Patience)) texts.Add((message as TextMessage)?.Text);
        Assert.Equal(["kept"], texts);
    }

    [Theory]
    [InlineData("ALTER DATABASE {0} SET default_transaction_read_only = on", "", "the database is read-only for this role (default_transaction_read_only).")]
    [InlineData("ALTER DATABASE {0} OWNER TO guest", "Database=nowhere", "database \"nowhere\" does not exist (3D000).")]
    [InlineData("REVOKE CREATE ON DATABASE {0} FROM public", "Username=guest", "and the role 'guest' may not make it. Have an administrator run: CREATE ")]
    [InlineData("REVOKE CREATE ON DATABASE {0} FROM public", "Username=nobody", "role \"nobody\" does not exist")]
    [InlineData("REVOKE CREATE ON DATABASE {0} FROM public", "Port=1", "Failed to connect to 127.0.0.1:1")]
    public async Task A_database_that_cannot_be_used_is_told_at_the_start(string statement, string more, string why)
    {
        DatabaseServer.Require();
        var name = server.NewSchema();
        await server.RunAsync("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
        await server.RunAsync($"CREATE DATABASE {name}");
        await server.RunAsync(statement.Replace("{0}", name, StringComparison.Ordinal));

        await RefusalAsync(server.ConnectionString($"Password=s3cr3t;{more}", name), why);
    }

    [Fact]
    public async Task A_schema_of_a_newer_version_is_left_alone()
    {
        DatabaseServer.Require();
        var name = server.NewSchema();
        await server.RunAsync($"CREATE DATABASE {name}");
        await server.RunAsync("CREATE SCHEMA leanrx; CREATE TABLE leanrx.writer (); CREATE TABLE leanrx.store AS SELECT 99 AS version", $"Database={name}");

        await RefusalAsync(server.ConnectionString("Password=s3cr3t", name), "has version 99, and this version of LeanRx.Server.PostgreSql knows versions up");
    }

    /// <summary>One line that says why and no secret, and 2.</summary>
    async Task RefusalAsync(string data, string why)
    {
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, "serve", "--urls", "http://127.0.0.1:0", "--data", data);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("leanrx: --data Host=127.0.0.1;", errors, StringComparison.Ordinal);
        Assert.Contains(why, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup", "--to", "copy")]
    [InlineData("restore", "--from", "copy")]
    public async Task A_database_is_copied_by_its_own_tools(string command, string option, string folder)
    {
        var (exitCode, _, errors) = await ToolRun.RunAsync(Patience, command, "--data", "Host=db;Password=s3cr3t", option, folder);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("leanrx: --data names a database: copy it with its own tools", errors, StringComparison.Ordinal);
    }
}
