using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>A client of an original SDK, in a node process.</summary>
public sealed class NodePeer(NodeProcess process, Sdk sdk, string clientId) : Peer(sdk, clientId)
{
    protected override Task<JsonNode?> InvokeAsync(string command, JsonObject arguments) => process.InvokeAsync(ClientId, command, arguments);
}
