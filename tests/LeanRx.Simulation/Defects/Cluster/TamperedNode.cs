using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;

namespace LeanRx.Simulation;

/// <summary>What stands between one engine and its cluster, and passes everything on as it is, unless told otherwise.</summary>
abstract class TamperedNode(ICluster inner) : ICluster, IClusterEngine
{
    protected ICluster Inner => inner;

    protected IClusterEngine Engine { get; private set; } = null!;

    public ClusterNode Self => inner.Self;

    public virtual IReadOnlyCollection<ClusterNode> Nodes => inner.Nodes;

    public void Start(IClusterEngine engine)
    {
        Engine = engine;
        inner.Start(this);
    }

    public virtual ValueTask<SlotOwner> FindOwnerAsync(int slot, SlotOwner? stale = null, CancellationToken cancellationToken = default) =>
        inner.FindOwnerAsync(slot, stale, cancellationToken);

    public virtual void Send(ClusterNode node, ReadOnlyMemory<byte> item) => inner.Send(node, item);

    public virtual void Receive(ClusterNode from, ReadOnlyMemory<byte> item) => Engine.Receive(from, item);

    public virtual void BeginSlot(SlotClaim claim) => Engine.BeginSlot(claim);

    public virtual ValueTask EndSlotAsync(SlotClaim claim, CancellationToken cancellationToken = default) => Engine.EndSlotAsync(claim, cancellationToken);

    public virtual void LoseNode(ClusterNode node) => Engine.LoseNode(node);

    /// <summary>What an item says, and of which kind it is.</summary>
    protected static JsonObject Read(ReadOnlyMemory<byte> item, out string kind)
    {
        var json = JsonNode.Parse(item.Span)!.AsObject();
        kind = json["is"]!.GetValue<string>();
        return json;
    }

    protected static byte[] Write(JsonNode json) => JsonSerializer.SerializeToUtf8Bytes(json);

    /// <summary>Answers a request as the node that is asked would.</summary>
    protected void Answer(ClusterNode from, JsonObject request, JsonNode? result) =>
        Engine.Receive(from, Write(new JsonObject { ["is"] = "answer", ["Number"] = request["Number"]!.DeepClone(), ["Result"] = result }));
}
