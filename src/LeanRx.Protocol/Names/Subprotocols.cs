namespace LeanRx.Protocol;

// protocol.md §2.1
/// <summary>Values of <c>Sec-WebSocket-Protocol</c>.</summary>
public static class Subprotocols
{
    /// <summary>JSON; offline messages are pushed at login.</summary>
    public const string Json1 = "lc.json.1";

    /// <summary>JSON; unread counts, a delivered message counts as read.</summary>
    public const string Json2 = "lc.json.2";

    /// <summary>JSON; unread counts, reset by read alone.</summary>
    public const string Json3 = "lc.json.3";

    /// <summary>Protobuf in binary messages; offline messages are pushed at login.</summary>
    public const string Protobuf1 = "lc.protobuf2.1";

    /// <summary>Protobuf in binary messages; unread counts, reset by read alone.</summary>
    public const string Protobuf3 = "lc.protobuf2.3";

    /// <summary>Protobuf as base64 in text messages; offline messages are pushed at login.</summary>
    public const string ProtobufBase641 = "lc.proto2base64.1";

    /// <summary>Protobuf as base64 in text messages; unread counts, reset by read alone.</summary>
    public const string ProtobufBase643 = "lc.proto2base64.3";
}
