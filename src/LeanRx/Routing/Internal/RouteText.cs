using System.Globalization;
using System.Text.Json;

namespace LeanRx.Internal;

// protocol.md §1.2
/// <summary>
/// Reads what a router answers: a JSON object with <c>server</c>, and mostly <c>secondary</c> and <c>ttl</c>, which cost themselves alone when they cannot be.
/// </summary>
internal static class RouteText
{
    static readonly TimeSpan DefaultTimeToLive = TimeSpan.FromSeconds(3600);

    public static Route Parse(ReadOnlyMemory<byte> answer, Uri router)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw NoRoute(router, "it is not a JSON object");
            if (!root.TryGetProperty("server", out var server) || server.ValueKind == JsonValueKind.Null)
                throw NoRoute(router, "server is missing");
            var primary = Address(server) ?? throw NoRoute(router, "server is no ws or wss URL");
            return new Route(primary, root.TryGetProperty("secondary", out var secondary) ? Address(secondary) : null, TimeToLive(root));
        }
        catch (JsonException exception)
        {
            throw NoRoute(router, "it is not JSON", exception);
        }
    }

    // protocol.md §9.1
    /// <summary>The refusal that an answer is, <c>{"code":4100,"error":…}</c>; null when it says nothing of the kind.</summary>
    public static ServerRejectedException? Refusal(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("code", out var code) || code.ValueKind != JsonValueKind.Number
                || !code.TryGetInt32(out var number))
                return null;
            return new ServerRejectedException(number, null, root.TryGetProperty("error", out var error) ? Text(error) : null);
        }
        catch (JsonException)
        {
            // A page of a proxy: the status alone has to do.
            return null;
        }
    }

    static Uri? Address(JsonElement value) =>
        Text(value) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var address) && RouteTable.IsWebSocket(address) ? address : null;

    /// <summary>In seconds, as a number or as its text.</summary>
    static TimeSpan TimeToLive(JsonElement root)
    {
        if (!root.TryGetProperty("ttl", out var value))
            return DefaultTimeToLive;
        var isNumber = value.ValueKind == JsonValueKind.Number
            ? value.TryGetDouble(out var seconds)
            : double.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out seconds);
        return isNumber && seconds >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : DefaultTimeToLive;
    }

    /// <summary>A string; null for all else, text that is no Unicode included.</summary>
    static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair.
        }
    }

    static ProtocolViolationException NoRoute(Uri router, string why, Exception? cause = null) =>
        new($"The answer of the router {router} is no route: {why}.", cause);
}
