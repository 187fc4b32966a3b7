namespace LeanRx.Protocol;

// protocol.md §2.1
/// <summary>The protobuf formats for <c>LeanClientOptions.WireFormat</c>.</summary>
public static class ProtobufWireFormats
{
    static readonly ProtobufFrameCodec s_binaryCodec = new(mendText: true);

    static readonly ProtobufFrameCodec s_base64Codec = new(isText: true, mendText: true);

    /// <summary><c>lc.protobuf2.3</c>: one protobuf message per binary WebSocket message, as the newer LeanCloud SDKs use.</summary>
    public static WireFormat Binary { get; } = new(Subprotocols.Protobuf3, static () => s_binaryCodec);

    /// <summary><c>lc.proto2base64.3</c>: the same as base64 text, for networks that block binary WebSocket messages.</summary>
    public static WireFormat Base64 { get; } = new(Subprotocols.ProtobufBase643, static () => s_base64Codec);

    extension(WireFormat)
    {
        /// <summary>The same as <see cref="Binary"/>, for C# 14 and later.</summary>
        public static WireFormat Protobuf => Binary;

        /// <summary>The same as <see cref="Base64"/>, for C# 14 and later.</summary>
        public static WireFormat ProtobufBase64 => Base64;
    }
}
