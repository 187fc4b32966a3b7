using System.Net;
using LeanRx.Server.Hosting;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Nodes as the engine and the database name them, <c>10.0.0.1:11111#417</c>, and as Orleans does.</summary>
static class NodeName
{
    public static ClusterNode Of(SiloAddress silo) => new(silo.Endpoint.ToString(), silo.Generation);

    public static SiloAddress SiloOf(ClusterNode node) => SiloAddress.New(EndpointOf(node), (int)node.Life);

    public static IPEndPoint EndpointOf(ClusterNode node) => IPEndPoint.Parse(node.Name);

    public static ClusterNode Parse(string text)
    {
        var at = text.LastIndexOf('#');
        return new(text[..at], long.Parse(text.AsSpan(at + 1), System.Globalization.CultureInfo.InvariantCulture));
    }
}
