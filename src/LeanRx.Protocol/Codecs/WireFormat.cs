namespace LeanRx.Protocol;

// protocol.md §2.1
/// <summary>The format of frames on the wire: a WebSocket subprotocol and its codec.</summary>
public sealed record WireFormat
{
    /// <summary>Creates a format.</summary>
    /// <param name="subprotocol">The name in the handshake, one of <see cref="Subprotocols"/> that end in 3.</param>
    /// <param name="createCodec">Creates the codec of one client.</param>
    public WireFormat(string subprotocol, Func<IFrameCodec> createCodec)
    {
        Subprotocol = subprotocol;
        CreateCodec = createCodec;
    }

    /// <summary><c>lc.json.3</c>: JSON text, the default of a client.</summary>
    public static WireFormat Json { get; } = new(Subprotocols.Json3, static () => new JsonFrameCodec(internIds: true, mendText: true));

    /// <summary>The name in the handshake.</summary>
    /// <remarks>A trailing 3 means that missed messages are announced by unread counts, which a LeanRx client expects.</remarks>
    public string Subprotocol { get; init; }

    /// <summary>Creates the codec of one client.</summary>
    public Func<IFrameCodec> CreateCodec { get; init; }
}
