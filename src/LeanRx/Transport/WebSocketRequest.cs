namespace LeanRx;

/// <summary>The WebSocket that a <see cref="NetworkOptions.WebSocketFactory"/> is asked for.</summary>
/// <param name="Address">The <c>ws</c> or <c>wss</c> URL.</param>
/// <param name="Subprotocol">The subprotocol to offer; null for none.</param>
/// <param name="Headers">What <see cref="NetworkOptions.HeadersProvider"/> gave for it.</param>
public sealed record WebSocketRequest(Uri Address, string? Subprotocol, IReadOnlyList<KeyValuePair<string, string>> Headers);
