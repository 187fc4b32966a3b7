using System.Net;
using System.Text.Json;

namespace LeanRx.Server.Push.Tests.Support;

/// <summary>A request that a provider got.</summary>
/// <param name="Seconds">When, in seconds since noon.</param>
sealed record Asked(double Seconds, HttpMethod Method, Uri Url, Version Version, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonElement Body => JsonElement.Parse(Text);

    public string Device => Url.Segments[^1];

    public bool IsToken => Url.Host == "oauth2.googleapis.com";

    /// <summary>The alert of a notification for either provider.</summary>
    public string? Alert => Url.Host == "fcm.googleapis.com" ? Body.GetProperty("message").GetProperty("notification").GetProperty("body").GetString()
        : Body.GetProperty("aps").TryGetProperty("alert", out var alert) ? alert.ToString() : null;
}
