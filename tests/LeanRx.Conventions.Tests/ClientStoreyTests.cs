namespace LeanRx.Conventions.Tests;

public class ClientStoreyTests() : StoreyTests("LeanRx")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys =>
    [
        ("Errors", ""),
        ("Common", ""),
        ("Runtime", ""),
        ("Streams", "Runtime"),
        ("Signatures", "Common"),
        ("Transport", "Common Errors Runtime"),
        ("Http", "Common Errors Transport"),
        ("Files", ""),
        ("Messages", "Common Files Runtime Streams"),
        ("Queries", "Common"),
        ("Receipts", ""),
        ("History", "Common Messages"),
        ("Routing", "Common Errors Http Transport"),
        ("Reconnection", "Errors"),
        ("Sharing", "Common Transport"),
        ("MissedEventSources", "Common Errors Http Transport"),
        ("Outbox", "Common Errors"),
        ("Options", "Common Files Messages MissedEventSources Outbox Reconnection Routing Sharing Signatures Transport"),
        ("Telemetry", "Common Errors Messages Options Runtime"),
        ("Connections", "Common Errors Messages MissedEventSources Options Reconnection Routing Runtime Sharing Signatures Streams Telemetry Transport"),
        ("Moderation", "Common Connections Errors Http Options Runtime"),
        ("Conversations", "Common Connections Errors Messages Moderation Options Receipts Runtime Signatures Streams Telemetry"),
        ("Delivery", "Common Connections Conversations Errors Messages Options Queries Runtime Streams Telemetry"),
        ("Events", "Conversations Moderation Receipts Streams"),
        ("Lists", "Common Connections Conversations Errors Options Runtime Streams"),
        ("MissedEvents", "Common Connections Conversations Errors Events MissedEventSources Options Reconnection Runtime"),
        ("Presence", "Common Connections Errors Options Runtime"),
        ("Sending", "Common Connections Conversations Errors Messages Options Outbox Runtime Telemetry"),
        ("Timeline", "Common Connections Conversations Delivery Errors Messages Options Receipts Runtime Streams Telemetry"),
        ("Uploads", "Common Connections Errors Files Http Options Reconnection Runtime Transport"),
        ("Client", "Common Connections Conversations Delivery Errors Events Files History Lists Messages MissedEvents Moderation Options Presence " +
            "Queries Receipts Runtime Sending Signatures Streams Telemetry Timeline Uploads"),
        ("Compatibility", "Client Common Conversations Queries Streams"),
    ];

    protected override IReadOnlyList<string> Roots => ["Client/Internal/ClientCore.cs"];
}

public class ProtocolStoreyTests() : StoreyTests("LeanRx.Protocol")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys =>
    [
        ("Names", ""),
        ("Frames", "Names"),
        ("Codecs", "Frames Names"),
        ("Signing", "Frames"),
        ("Framing", ""),
    ];
}

public class ProtobufStoreyTests() : StoreyTests("LeanRx.Protocol.Protobuf")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys => [("", "")];
}

public class MediaStoreyTests() : StoreyTests("LeanRx.Media")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys => [("", "")];
}

public class SocketsStoreyTests() : StoreyTests("LeanRx.Transport.Sockets")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys => [("", "")];
}

public class TestingStoreyTests() : StoreyTests("LeanRx.Testing")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys =>
    [
        ("Streams", ""),
        ("Storage", ""),
        ("Time", ""),
        ("Network", "Time"),
        ("Cluster", ""),
        ("", "Cluster Network Time"),
        ("Faults", " Network"),
        ("Scripting", "Streams"),
        ("Recordings", "Streams"),
    ];
}
