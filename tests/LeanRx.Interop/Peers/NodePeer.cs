using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>A client of an original SDK, in a node process.</summary>
public sealed class NodePeer : Peer
{
    readonly NodeProcess _process;
    readonly bool _isAlone;

    public NodePeer(NodeProcess process, Sdk sdk, string clientId, bool isAlone = false)
        : base(sdk, clientId)
    {
        _process = process;
        _isAlone = isAlone;
        process.Add(this);
    }

    public override Peer Beside(string clientId) => new NodePeer(_process, Sdk, clientId);

    public override async ValueTask VanishAsync()
    {
        if (!_isAlone)
            await base.VanishAsync();
        IsOpen = false;
        _process.Kill();
    }

    public override ValueTask DisposeAsync() => _isAlone ? _process.DisposeAsync() : base.DisposeAsync();

    protected override Task<JsonNode?> InvokeAsync(string command, JsonObject arguments) => _process.InvokeAsync(ClientId, command, arguments);
}
