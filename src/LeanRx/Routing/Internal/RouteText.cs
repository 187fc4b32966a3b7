using System.Text.Json;

namespace LeanRx.Internal;

/// <summary>Reads what a router answers: a JSON object with <c>server</c>, and mostly <c>secondary</c> and <c>ttl</c> (protocol.md §1.2).</summary>
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
            var server = Address(root, "server", router) ?? throw NoRoute(router, "server is missing");
            return new Route(server, Address(root, "secondary", router), TimeToLive(root, router));
        }
        catch (JsonException exception)
        {
            throw NoRoute(router, "it is not JSON", exception);
        }
    }

    /// <summary>The refusal that an answer is, <c>{"code":4100,"error":…}</c> (protocol.md §9.1); null when it says nothing of the kind.</summary>
    public static ServerRejectedException? Refusal(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("code", out var code) || code.ValueKind != JsonValueKind.Number || !code.TryGetInt32(out var number))
                return null;
            return new ServerRejectedException(number, null, root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null);
        }
        catch (JsonException)
        {
            // A page of a proxy: the status alone has to do.
            return null;
        }
    }

    static Uri? Address(JsonElement root, string name, Uri router)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var address) && RouteTable.IsWebSocket(address))
            return address;
        throw NoRoute(router, $"{name} is no ws or wss URL");
    }

    static TimeSpan TimeToLive(JsonElement root, Uri router)
    {
        if (!root.TryGetProperty("ttl", out var value) || value.ValueKind == JsonValueKind.Null)
            return DefaultTimeToLive;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds >= 0)
            return seconds < int.MaxValue ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromSeconds(int.MaxValue);
        throw NoRoute(router, "ttl is no number of seconds");
    }

    static ProtocolViolationException NoRoute(Uri router, string why, Exception? cause = null) =>
        new($"The answer of the router {router} is no route: {why}.", cause);
}
