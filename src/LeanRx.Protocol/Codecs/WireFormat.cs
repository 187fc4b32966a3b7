namespace LeanRx.Protocol;

// protocol.md §2.1
/// <summary>What a client speaks: the subprotocol that it offers and the codec that goes with it.</summary>
/// <param name="Subprotocol">The name in the handshake, one of <see cref="Subprotocols"/>. Its trailing 3 says that missed messages are told by unread counts,
/// which a LeanRx client expects.</param>
/// <param name="CreateCodec">Makes the codec of one client.</param>
public sealed record WireFormat(string Subprotocol, Func<IFrameCodec> CreateCodec)
{
    /// <summary><c>lc.json.3</c>: JSON text, the default of a client.</summary>
    public static WireFormat Json { get; } = new(Subprotocols.Json3, static () => new JsonFrameCodec(internIds: true, mendText: true));
}
