namespace LeanRx.Protocol;

// protocol.md §2.1
/// <summary>The protobuf dialects that a client can be told to speak.</summary>
public static class ProtobufWireFormats
{
    extension(WireFormat)
    {
        /// <summary><c>lc.protobuf2.3</c>: one protobuf message per binary message, as the later original SDKs speak.</summary>
        public static WireFormat Protobuf => Formats.Binary;

        /// <summary><c>lc.proto2base64.3</c>: the same as base64 text, for networks that let no binary messages through.</summary>
        public static WireFormat ProtobufBase64 => Formats.Base64;
    }

    static class Formats
    {
        static readonly ProtobufFrameCodec s_binary = new(mendText: true);

        static readonly ProtobufFrameCodec s_base64 = new(isText: true, mendText: true);

        public static readonly WireFormat Binary = new(Subprotocols.Protobuf3, static () => s_binary);

        public static readonly WireFormat Base64 = new(Subprotocols.ProtobufBase643, static () => s_base64);
    }
}
