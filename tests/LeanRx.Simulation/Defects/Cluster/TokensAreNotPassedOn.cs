using LeanRx.Protocol;
using LeanRx.Server.Clustering.Internal;
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
            if (ItemForm.Read(item.Span) is HandleFrame { Frame: DirectFrame { DeduplicationToken: { } token } frame } request)
            {
                // Whoever logged in again says itself which it is.
                var number = _asked[$"{request.Seat.Key} {token}"] = _asked.GetValueOrDefault($"{request.Seat.Key} {token}") + 1;
                if (number > 1)
                    item = ItemForm.Write(request with { Frame = frame with { DeduplicationToken = $"{token}/{number}" } });
            }
            base.Send(node, item);
        }
    }
}
