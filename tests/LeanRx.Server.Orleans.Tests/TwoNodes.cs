using LeanRx.Interop;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Two nodes in this process that serve as one backend.</summary>
sealed class TwoNodes : IBackend
{
    readonly IReadOnlyList<OrleansClusterOptions> _options;
    readonly LeanServerOptions _settings;
    readonly CancellationToken _patience;
    readonly List<HostedNode> _nodes = [];
    Entrances? _entrances;
    int _next;

    TwoNodes(IReadOnlyList<OrleansClusterOptions> options, LeanServerOptions settings, CancellationToken patience) =>
        (_options, _settings, _patience) = (options, settings, patience);

    public IReadOnlyList<HostedNode> Nodes => _nodes;

    public static async Task<TwoNodes> StartAsync(IReadOnlyList<OrleansClusterOptions> options, LeanServerOptions settings,
        Func<IReadOnlyList<Uri>, Entrances> entrances, CancellationToken patience)
    {
        var backend = new TwoNodes(options, settings, patience);
        foreach (var node in options)
            backend._nodes.Add(await HostedNode.StartAsync(node, settings, patience));
        backend._entrances = entrances([.. backend._nodes.Select(node => node.Server.Url)]);
        return backend;
    }

    public Uri UrlOf(Place place) => _entrances![place];

    public MessagingEngine NextEngine() => _nodes[(int)((uint)Interlocked.Increment(ref _next) % _nodes.Count)].Server.Engine;

    public void Cut() => _nodes.ForEach(node => node.Server.DropConnections());

    /// <summary>Restarts one after the other, as a cluster is restarted.</summary>
    public async Task RestartAsync(Func<Task>? meanwhile)
    {
        if (meanwhile is not null)
            throw new NotSupportedException("One of the nodes always runs.");
        for (var index = 0; index < _nodes.Count; index++)
        {
            await _nodes[index].DisposeAsync();
            _nodes[index] = await HostedNode.StartAsync(_options[index], _settings with { Url = _nodes[index].Server.Url }, _patience);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        if (_entrances is not null)
            await _entrances.DisposeAsync();
    }
}
