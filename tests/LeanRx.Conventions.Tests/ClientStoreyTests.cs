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
        ("Notifications", "Common Errors Http Transport"),
        ("Outbox", "Common Errors"),
        ("Options", "Files Messages Notifications Outbox Reconnection Routing Sharing Signatures Transport"),
        ("Connection", "Common Errors Notifications Options Reconnection Routing Runtime Sharing Signatures Streams Transport"),
        ("Moderation", "Common Connection Errors Http Options Runtime"),
        ("Conversations", "Common Connection Errors Messages Moderation Options Receipts Runtime Signatures Streams"),
        ("Delivery", "Common Connection Conversations Errors Messages Options Queries Runtime Streams"),
        ("Events", "Common Conversations Moderation Receipts Streams"),
        ("MissedEvents", "Common Connection Conversations Errors Events Notifications Options Reconnection Runtime"),
        ("Lists", "Common Connection Conversations Errors Options Runtime Streams"),
        ("Presence", "Common Connection Errors Options Runtime"),
        ("Sending", "Common Connection Conversations Errors Options Outbox Runtime"),
        ("Timeline", "Common Connection Conversations Delivery Errors Messages Options Receipts Runtime Streams"),
        ("Uploads", "Common Connection Errors Files Http Options Reconnection Runtime Transport"),
        ("Client", "Common Connection Conversations Delivery Errors Events Files History Lists Messages MissedEvents Moderation Options Presence Queries " +
            "Receipts Runtime Sending Signatures Streams Timeline Uploads"),
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

public class TestingStoreyTests() : StoreyTests("LeanRx.Testing")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys =>
    [
        ("Streams", ""),
        ("Storage", ""),
        ("Time", ""),
        ("Network", ""),
        ("", "Network Time"),
        ("Faults", " Network"),
        ("Scripting", "Streams"),
        ("Sessions", "Streams"),
    ];
}
