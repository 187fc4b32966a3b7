namespace LeanRx;

/// <summary>A WebSocket connection to be opened.</summary>
public sealed record WebSocketRequest
{
    /// <summary>The address, <c>ws</c> or <c>wss</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The subprotocol to offer; null for none.</summary>
    public string? Subprotocol { get; init; }

    /// <summary>The headers of the handshake.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
