using LeanRx.Protocol;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>Which dialect a handshake asks for (protocol.md §2.1): by header, by query (Unity), or not at all.</summary>
/// <param name="Dialect">The dialect; null when only unknown ones were offered.</param>
/// <param name="Selected">What the answer names; null when nothing was offered in the header, for then nothing may be selected.</param>
readonly record struct SubprotocolChoice(Dialect? Dialect, string? Selected)
{
    public const string Supported = $"{Subprotocols.Json1}, {Subprotocols.Json2}, {Subprotocols.Json3}";

    public static SubprotocolChoice Of(HttpContext context)
    {
        var offered = context.WebSockets.WebSocketRequestedProtocols;
        if (offered.Count > 0)
        {
            var selected = offered.FirstOrDefault(name => DialectOf(name) is not null);
            return new(selected is null ? null : DialectOf(selected), selected);
        }

        var asked = context.Request.Query["subprotocol"].ToString();
        return new(asked.Length == 0 ? Server.Dialect.OfflineMessages : DialectOf(asked), null);
    }

    static Dialect? DialectOf(string subprotocol) => subprotocol switch
    {
        Subprotocols.Json1 => Server.Dialect.OfflineMessages,
        Subprotocols.Json2 => Server.Dialect.UnreadCounts,
        Subprotocols.Json3 => Server.Dialect.UnreadCountsUntilRead,
        _ => null,
    };
}
