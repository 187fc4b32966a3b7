using LeanRx.Server.Hosting;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>A node that requests a send again does not say which it is.</summary>
sealed class TokensAreNotPassedOn : ClusterDefect
{
    public override string FoundBy => "law 7";

    protected override ICluster Make(ICluster node, Func<VirtualWorld> world) => new Node(node);

    sealed class Node(ICluster inner) : TamperedNode(inner)
    {
        readonly Dictionary<string, int> _asked = [];

        public override void Send(ClusterNode node, ReadOnlyMemory<byte> item)
        {
            var json = Read(item, out var kind);
            if (kind == "frame" && json["Frame"]![0]!.AsObject() is var frame && frame["dt"]?.GetValue<string>() is { } token)
            {
                // Whoever logged in again says itself which it is.
                var number = _asked[$"{json["Seat"]!["Key"]} {token}"] = _asked.GetValueOrDefault($"{json["Seat"]!["Key"]} {token}") + 1;
                if (number > 1)
                    frame["dt"] = $"{token}/{number}";
                item = Write(json);
            }
            base.Send(node, item);
        }
    }
}
