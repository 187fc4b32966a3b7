using LeanRx.Protocol;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>Which dialect a handshake asks for (protocol.md §2.1): by header, by query (Unity), or not at all.</summary>
/// <param name="Dialect">The dialect; null when only unknown ones were offered.</param>
/// <param name="Encoding">How its frames are written.</param>
/// <param name="Selected">What the answer names; null when nothing was offered in the header, for then nothing may be selected.</param>
readonly record struct SubprotocolChoice(Dialect? Dialect, FrameEncoding Encoding, string? Selected)
{
    public const string Supported = $"{Subprotocols.Json1}, {Subprotocols.Json2}, {Subprotocols.Json3}, {Subprotocols.Protobuf1}, {Subprotocols.Protobuf3}, {Subprotocols.ProtobufBase641}, {Subprotocols.ProtobufBase643}";

    public static SubprotocolChoice Of(HttpContext context)
    {
        var offered = context.WebSockets.WebSocketRequestedProtocols;
        if (offered.Count > 0)
            return offered.Select(name => Of(name) with { Selected = name }).FirstOrDefault(choice => choice.Dialect is not null);

        var asked = context.Request.Query["subprotocol"].ToString();
        return asked.Length == 0 ? new(Server.Dialect.OfflineMessages, FrameEncoding.Json, null) : Of(asked);
    }

    static SubprotocolChoice Of(string subprotocol) => subprotocol switch
    {
        Subprotocols.Json1 => new(Server.Dialect.OfflineMessages, FrameEncoding.Json, null),
        Subprotocols.Json2 => new(Server.Dialect.UnreadCounts, FrameEncoding.Json, null),
        Subprotocols.Json3 => new(Server.Dialect.UnreadCountsUntilRead, FrameEncoding.Json, null),
        Subprotocols.Protobuf1 => new(Server.Dialect.OfflineMessages, FrameEncoding.Protobuf, null),
        Subprotocols.Protobuf3 => new(Server.Dialect.UnreadCountsUntilRead, FrameEncoding.Protobuf, null),
        Subprotocols.ProtobufBase641 => new(Server.Dialect.OfflineMessages, FrameEncoding.ProtobufBase64, null),
        Subprotocols.ProtobufBase643 => new(Server.Dialect.UnreadCountsUntilRead, FrameEncoding.ProtobufBase64, null),
        _ => default,
    };
}
