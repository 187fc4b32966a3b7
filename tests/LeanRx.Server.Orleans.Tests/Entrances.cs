using LeanRx.Interop;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Through which balancer the clients of a place come in.</summary>
sealed class Entrances : IAsyncDisposable
{
    // No node hangs: one that is slow to say that it is ready has many to serve.
    static readonly TimeSpan s_silence = TimeSpan.FromSeconds(30);

    readonly IReadOnlyDictionary<Place, Balancer> _balancers;

    Entrances(IReadOnlyDictionary<Place, Balancer> balancers) => _balancers = balancers;

    /// <summary>Each connection goes to the next node, whoever makes it.</summary>
    public static Entrances InTurn(IReadOnlyList<Uri> nodes)
    {
        var balancer = Over(nodes);
        return new(Enum.GetValues<Place>().ToDictionary(place => place, _ => balancer));
    }

    /// <summary>The two processes of an SDK are at two nodes, as long as both are ready; who has a process of its own is at any.</summary>
    public static Entrances Apart(IReadOnlyList<Uri> nodes) => new(new Dictionary<Place, Balancer>
    {
        [Place.Shared] = Over(nodes, prefersFirst: true),
        [Place.Elsewhere] = Over([.. nodes.Reverse()], prefersFirst: true),
        [Place.Alone] = Over(nodes),
    });

    public Uri this[Place place] => new UriBuilder(_balancers[place].Url) { Scheme = "http" }.Uri;

    public async ValueTask DisposeAsync()
    {
        foreach (var balancer in _balancers.Values.Distinct())
            await balancer.DisposeAsync();
    }

    static Balancer Over(IReadOnlyList<Uri> nodes, bool prefersFirst = false)
    {
        var balancer = new Balancer(prefersFirst, s_silence);
        foreach (var node in nodes)
            balancer.Add(node);
        return balancer;
    }
}
