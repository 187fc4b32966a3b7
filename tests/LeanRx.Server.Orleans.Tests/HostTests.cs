using System.Net;
using System.Net.Sockets;
using LeanRx.Server.PostgreSql.Tests;
using LeanRx.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>A node in an application of ASP.NET Core.</summary>
public sealed class HostTests(DatabaseServer database) : ClusterTest(database)
{
    async Task<(WebApplication Application, OrleansCluster Cluster)> BuildAsync(Uri url)
    {
        var cluster = Own(await OrleansCluster.StartAsync(OptionsOf(FreePort()), Patience));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url.AbsoluteUri);
        builder.Services.AddLeanRx(new LeanServerOptions()).UseCluster(cluster);
        var application = Own(builder.Build());
        application.MapLeanRx();
        return (application, cluster);
    }

    async Task<(WebApplication Application, OrleansCluster Cluster, Uri Url)> RunAsync()
    {
        var (application, cluster) = await BuildAsync(new Uri("http://127.0.0.1:0"));
        await application.StartAsync(Patience);
        return (application, cluster, new Uri(application.Urls.Single()));
    }

    async Task<string> StatusAsync(OrleansCluster cluster) =>
        $"{(SiloStatus)(long)(await Database.RunAsync($"SELECT status FROM {Schema}.cluster_node WHERE name = '{cluster.Self}'"))!}";

    [Fact]
    public async Task An_application_that_stops_hands_over_what_its_node_owns_and_leaves()
    {
        var (application, cluster, url) = await RunAsync();
        await using var tom = new LeanClient(url, "Tom");
        await tom.OpenAsync(Patience);
        var conversation = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        await conversation.SendAsync("hello", Patience);
        await UntilAsync(async () => await OwnedAsync(cluster) == Slots.Count);
        Assert.Equal([cluster.Self], cluster.Nodes);
        var other = await StartAsync();
        await UntilAsync(async () => await OwnedAsync(other.Cluster) is > 0 and var owned && owned + await OwnedAsync(cluster) == Slots.Count);
        Assert.NotEqual(0, await OwnedAsync(cluster));

        await application.StopAsync(Patience);

        Assert.Equal(Slots.Count, await OwnedAsync(other.Cluster));
        Assert.Equal(("Dead", false), (await StatusAsync(cluster), cluster.Ended.IsCompleted));
        await UntilAsync(() => Task.FromResult(other.Cluster.Nodes.Count == 1));
        await using var jerry = new LeanClient(other.Server.Url, "Jerry");
        await jerry.OpenAsync(Patience);
        var found = Assert.Single(await jerry.QueryConversationsAsync(cancellationToken: Patience));
        var texts = new List<string?>();
        await foreach (var message in found.GetHistoryAsync(cancellationToken: Patience))
            texts.Add((message as TextMessage)?.Text);
        Assert.Equal(["hello"], texts);
    }

    [Fact]
    public async Task An_application_whose_node_is_given_up_stops()
    {
        var (application, cluster, _) = await RunAsync();
        await UntilAsync(async () => await OwnedAsync(cluster) == Slots.Count);

        await Database.RunAsync($"""
            UPDATE {Schema}.cluster_node SET status = {(int)SiloStatus.Dead}, etag = etag + 1, changed = clock_timestamp() WHERE name = '{cluster.Self}';
            UPDATE {Schema}.cluster SET version = version + 1
            """);
        var why = await cluster.Ended.WaitAsync(Patience);
        await application.WaitForShutdownAsync(Patience);

        Assert.Equal($"The node {cluster.Self} is part of the cluster no longer: the others found it not to answer, and have taken over what it owned. " +
            "Start it again.", why.Message);
        Assert.False(Patience.IsCancellationRequested);
        var next = await StartAsync();
        await UntilAsync(async () => await OwnedAsync(next.Cluster) == Slots.Count);
        Assert.Equal([next.Cluster.Self], next.Cluster.Nodes);
    }

    [Fact]
    public async Task An_application_that_cannot_start_takes_its_node_out_of_the_cluster()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (application, cluster) = await BuildAsync(new Uri($"http://{taken.LocalEndpoint}"));

        await Assert.ThrowsAsync<IOException>(() => application.StartAsync(Patience));
        await application.DisposeAsync();

        Assert.Equal("Dead", await StatusAsync(cluster));
    }
}
