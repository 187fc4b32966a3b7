using System.Globalization;
using System.Text.Json;
using LeanRx.Common.Internal;

namespace LeanRx.Routing.Internal;

// protocol.md §1.2
/// <summary>
/// Reads what a router answers: a JSON object with <c>server</c>, and mostly <c>secondary</c> and <c>ttl</c>, which cost themselves alone when they cannot be.
/// </summary>
internal static class RouteText
{
    static readonly TimeSpan DefaultTimeToLive = TimeSpan.FromSeconds(3600);

    public static ServerRoute Parse(ReadOnlyMemory<byte> answer, Uri router)
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
            return new ServerRoute(primary, TimeToLive(root)) { Secondary = root.TryGetProperty("secondary", out var secondary) ? Address(secondary) : null };
        }
        catch (JsonException exception)
        {
            throw NoRoute(router, "it is not JSON", exception);
        }
    }

    static Uri? Address(JsonElement value) =>
        JsonStrings.Of(value) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var address) && UrlSchemes.IsWebSocket(address) ? address : null;

    /// <summary>In seconds, as a number or as its text.</summary>
    static TimeSpan TimeToLive(JsonElement root)
    {
        if (!root.TryGetProperty("ttl", out var value))
            return DefaultTimeToLive;
        var isNumber = value.ValueKind == JsonValueKind.Number
            ? value.TryGetDouble(out var seconds)
            : double.TryParse(JsonStrings.Of(value), NumberStyles.Float, CultureInfo.InvariantCulture, out seconds);
        return isNumber && seconds >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : DefaultTimeToLive;
    }

    static InvalidResponseException NoRoute(Uri router, string why, Exception? cause = null) =>
        new($"The answer of the router {router} is no route: {why}.", cause);
}
