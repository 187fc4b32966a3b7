using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LeanRx.Cli.Tests;
using LeanRx.Server.AspNetCore.Tests.Networks;
using LeanRx.Server.PostgreSql.Tests;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>What stands in the way of a node that is a process: one line that says what to look at, and an exit code.</summary>
[Collection(Alone.Name)]
public sealed class RefusalTests(DatabaseServer database) : ProcessTest(database)
{
    /// <summary>Starts a node that does not start.</summary>
    async Task<(int Code, string Line)> RefusedAsync(string connection, params string[] more)
    {
        string[] place = more.Contains("--urls") ? [] : ["--urls", "http://127.0.0.1:0"];
        string[] address = more.Contains("--cluster-address") ? [] : ["--cluster-address", $"127.0.0.1:{FreePort()}"];
        var process = Own(ToolProcess.Start(Patience, ["serve", "--cluster", connection, "--files", Files, "--log-level", "Error", .. place, .. address,
            .. more]));
        var code = await process.WaitForExitAsync();
        var lines = (await process.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (code, lines[^1]);
    }

    [Fact]
    public async Task A_database_that_cannot_be_used_is_said_in_a_line()
    {
        var port = FreePort();
        foreach (var (connection, why) in new[]
        {
            ($"Host=127.0.0.1;Port={port};Database=leanrx;Username=leanrx;Timeout=2", "Connection refused"),
            (Database.ConnectionString("Database=missing"), "database \"missing\" does not exist"),
            (Database.ConnectionString("Username=nobody"), "role \"nobody\" does not exist"),
        })
        {
            var (code, line) = await RefusedAsync(connection);
            Assert.Equal(2, code);
            Assert.StartsWith("leanrx: --cluster ", line, StringComparison.Ordinal);
            Assert.Contains(": cannot be used: ", line, StringComparison.Ordinal);
            Assert.Contains(why, line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Certificates_that_cannot_be_used_are_said_before_anything_starts()
    {
        using var authority = new Authority("cluster");
        var certificate = Path.Combine(Files, "cert.pem");
        var ca = Path.Combine(Files, "ca.pem");
        await File.WriteAllTextAsync(certificate, authority.Issue("node").ExportCertificatePem(), Patience);
        await File.WriteAllTextAsync(ca, authority.Certificate.ExportCertificatePem(), Patience);

        var connection = $"Host=127.0.0.1;Port={FreePort()};Database=leanrx";
        Assert.Equal((2, $"leanrx: --cluster-certificate: cannot be used: {certificate}: holds no private key in PEM."),
            await RefusedAsync(connection, "--cluster-certificate", certificate, "--cluster-authority", ca));
        Assert.Equal((2, $"leanrx: --cluster-certificate: cannot be used: Could not find file '{Files}/no.pem'."),
            await RefusedAsync(connection, "--cluster-certificate", certificate, "--cluster-key", $"{Files}/no.pem", "--cluster-authority", ca));
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_said_whichever_it_is()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, line) = await RefusedAsync(await ConnectionAsync(), "--cluster-address", $"{taken.LocalEndpoint}");
        Assert.Equal(2, code);
        Assert.EndsWith($": cannot be used: Other nodes cannot reach this one at {taken.LocalEndpoint}: Address already in use. Give it an address of this " +
            "machine and a port that nobody uses.", line, StringComparison.Ordinal);
        (code, line) = await RefusedAsync(await ConnectionAsync(), "--urls", $"http://{taken.LocalEndpoint}");
        Assert.Equal(2, code);
        Assert.StartsWith($"leanrx: --urls http://{taken.LocalEndpoint}: cannot listen there: ", line, StringComparison.Ordinal);

        Assert.Equal(0L, await Database.RunAsync("SELECT count(*) FROM leanrx.cluster_node WHERE status = 3", $"Database={Name}"));
    }
}
