using LeanRx.Interop;
using LeanRx.Interop.Tests;
using LeanRx.Server.PostgreSql.Tests;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>The original SDKs and LeanRx, each with each, at two nodes: the page of the matrix shows what they do at one.</summary>
[Collection(Alone.Name)]
public sealed class MatrixTests(DatabaseServer database) : ClusterTest(database, TimeSpan.FromMinutes(10))
{
    static readonly Scenario s_apart = new("connected to two nodes", stage => NodesOf(stage, stage.Actor).Intersect(NodesOf(stage, stage.Other)).Any()
        ? throw new ScenarioException("both are connected to the same node")
        : Task.CompletedTask);

    static readonly string s_page = Path.Combine(NodeModules.Folder, "..", "README.md");

    [Fact(Explicit = true)]
    public Task Two_SDKs_understand_each_other_as_at_one_node_when_each_is_at_another() => RequirePageAsync(Entrances.Apart, [s_apart, .. Repertoire.All]);

    [Fact(Explicit = true)]
    public Task Two_SDKs_understand_each_other_as_at_one_node_when_each_connection_goes_to_the_next() =>
        RequirePageAsync(Entrances.InTurn, Repertoire.All);

    static IEnumerable<HostedNode> NodesOf(Stage stage, Peer peer) => ((TwoNodes)stage.Theatre.Backend).Nodes
        .Where(node => node.Server.Engine.Applications[AppOptions.Demo.ApplicationId].Clients.IsOnline(peer.ClientId));

    async Task RequirePageAsync(Func<IReadOnlyList<Uri>, Entrances> entrances, IReadOnlyList<Scenario> scenarios)
    {
        Assert.SkipUnless(NodeModules.Lack is null, NodeModules.Lack ?? "");
        var pairs = Pair.Of(Sdk.All);

        var played = await Task.WhenAll(Matrix.PlayAsync(pairs, scenarios, StartAsync), Matrix.PlayStrictAsync(pairs, Repertoire.Strict, StartAsync));

        var cells = played.SelectMany(part => part).ToList();
        Faults.None(cells);
        Assert.Equal(MarkedText.Read(s_page, "matrix"), MatrixText.Of(Sdk.All, [.. cells.Where(cell => cell.Scenario != s_apart.Title)]));

        async Task<IBackend> StartAsync(LeanServerOptions settings, DirectoryInfo folder)
        {
            var store = new PostgreSqlStoreOptions { Schema = Database.NewSchema() };
            OrleansClusterOptions[] nodes = [OptionsOf(FreePort()) with { Store = store }, OptionsOf(FreePort()) with { Store = store }];
            var files = DirectoryFileStore.Open(Path.Combine(folder.FullName, "files"));
            var backend = await TwoNodes.StartAsync(nodes, settings with { Files = files }, entrances, Patience);
            await UntilAsync(async () => await Task.WhenAll(backend.Nodes.Select(node => OwnedAsync(node.Cluster, store.Schema))) is var owned
                && owned.Sum() == Slots.Count && owned.Min() > Slots.Count / 3);
            return backend;
        }
    }
}
