using System.Collections.Frozen;
using LeanRx.Server.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

// protocol.md §2.1
/// <summary>Which dialect a handshake asks for: by header, by query (Unity), or not at all.</summary>
/// <param name="Dialect">The dialect; null when only unknown ones were offered.</param>
/// <param name="Encoding">How its frames are written.</param>
/// <param name="Selected">What the answer names; null when nothing was offered in the header, for then nothing may be selected.</param>
readonly record struct SubprotocolChoice(Dialect? Dialect, FrameEncoding Encoding, string? Selected)
{
    /// <summary>A name is one of these and a number. The older protobuf messages are a subset of the newer ones, with the same field numbers.</summary>
    static readonly (string Name, FrameEncoding Encoding)[] Families =
    [
        ("lc.json", FrameEncoding.Json),
        ("lc.protobuf2", FrameEncoding.Protobuf),
        ("lc.proto2base64", FrameEncoding.ProtobufBase64),
        ("lc.protobuf", FrameEncoding.Protobuf),
        ("lc.protobase64", FrameEncoding.ProtobufBase64),
    ];

    /// <summary>What the number says.</summary>
    static readonly (string Number, Dialect Dialect)[] Dialects =
        [("1", Server.Hosting.Dialect.OfflineMessages), ("2", Server.Hosting.Dialect.UnreadCounts), ("3", Server.Hosting.Dialect.UnreadCountsUntilRead)];

    static readonly FrozenDictionary<string, SubprotocolChoice> Known = (
        from family in Families
        from dialect in Dialects
        select KeyValuePair.Create($"{family.Name}.{dialect.Number}", new SubprotocolChoice(dialect.Dialect, family.Encoding, null)))
            .ToFrozenDictionary(StringComparer.Ordinal);

    public static string Supported { get; } = string.Join(", ", from family in Families from dialect in Dialects select $"{family.Name}.{dialect.Number}");

    public static SubprotocolChoice Of(HttpContext context) =>
        Of(context.WebSockets.WebSocketRequestedProtocols, context.Request.Query["subprotocol"].ToString());

    /// <param name="offered">What the header offers, first choice first.</param>
    /// <param name="asked">What the query asks for; empty for nothing.</param>
    public static SubprotocolChoice Of(IEnumerable<string> offered, string asked = "")
    {
        SubprotocolChoice? choice = null;
        foreach (var name in offered)
        {
            choice = Known.GetValueOrDefault(name) with { Selected = name };
            if (choice.Value.Dialect is not null)
                break;
        }
        return choice ?? (asked.Length > 0 ? Known.GetValueOrDefault(asked)
            : new SubprotocolChoice(Server.Hosting.Dialect.OfflineMessages, FrameEncoding.Json, null));
    }
}
