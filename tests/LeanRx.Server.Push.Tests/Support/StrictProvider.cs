using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Push.Tests.Support;

/// <summary>
/// Both providers over HTTP/2, as strict as they are: what they would refuse is refused with what they would say, and kept as a complaint.
/// </summary>
sealed class StrictProvider : IAsyncDisposable
{
    const string AccessToken = "ya29.strict";

    readonly WebApplication _application;

    StrictProvider(WebApplication application)
    {
        _application = application;
        application.MapPost("/3/device/{token}", AnswerApnsAsync);
        application.MapPost("/token", AnswerTokenAsync);
        application.MapPost("/v1/projects/chat-1/messages:send", AnswerFcmAsync);
    }

    public Uri Url => new(_application.Urls.Single());

    /// <summary>The notifications that were taken, by device.</summary>
    public ConcurrentDictionary<string, JsonElement> Taken { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Devices without the app.</summary>
    public ConcurrentBag<string> Gone { get; } = [];

    public static async Task<StrictProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Without TLS there is nothing to negotiate: HTTP/2 is known beforehand, as with the real ones.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var provider = new StrictProvider(builder.Build());
        await provider._application.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    async Task AnswerApnsAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var token = (string)context.Request.RouteValues["token"]!;
        var body = await BodyAsync(context);
        var refusal = context.Request.Protocol != "HTTP/2" ? "HttpVersion"
            : headers["apns-topic"] != "com.example.chat" ? "BadTopic"
            : headers["apns-push-type"] != "alert" && headers["apns-push-type"] != "background" ? "InvalidPushType"
            : headers["apns-priority"] != "10" && headers["apns-priority"] != "5" ? "BadPriority"
            : headers["apns-push-type"] == "background" && headers["apns-priority"] != "5" ? "BadPriority"
            : !long.TryParse(headers["apns-expiration"], out _) ? "BadExpirationDate"
            : headers["apns-collapse-id"].ToString().Length > 64 ? "BadCollapseId"
            : body.Length > 4096 ? "PayloadTooLarge"
            : body.Length == 0 ? "PayloadEmpty"
            : !IsPayload(body) ? "BadPayload" : null;
        if (refusal is not null || !IsSigned(headers.Authorization.ToString()))
        {
            Complaints.Enqueue(refusal ?? "InvalidProviderToken");
            await AnswerAsync(context, refusal is null ? 403 : 400, $$"""{"reason":"{{refusal ?? "InvalidProviderToken"}}"}""");
        }
        else if (Gone.Contains(token))
            await AnswerAsync(context, 410, """{"reason":"Unregistered"}""");
        else
            Taken[token] = JsonElement.Parse(body);

        static bool IsPayload(byte[] body) => JsonElement.Parse(body) is { ValueKind: JsonValueKind.Object } payload
            && payload.TryGetProperty("aps", out var aps) && aps.ValueKind == JsonValueKind.Object
            && (!aps.TryGetProperty("badge", out var badge) || badge.ValueKind == JsonValueKind.Number);

        static bool IsSigned(string authorization)
        {
            if (!authorization.StartsWith("bearer ", StringComparison.Ordinal))
                return false;
            var (header, claims) = Keys.ReadApns(authorization["bearer ".Length..]);
            return header.GetProperty("alg").GetString() == "ES256" && header.GetProperty("kid").GetString() == Keys.Apns.KeyId
                && claims.GetProperty("iss").GetString() == Keys.Apns.TeamId
                && Math.Abs(claims.GetProperty("iat").GetInt64() - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()) < 3600;
        }
    }

    async Task AnswerTokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var (_, claims) = Keys.ReadFcm(form["assertion"].ToString());
        if (form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer" || claims.GetProperty("aud").GetString() != $"{Url.AbsoluteUri}token"
            || claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64() > 3600)
        {
            Complaints.Enqueue("invalid_grant");
            await AnswerAsync(context, 400, """{"error":"invalid_grant"}""");
        }
        else
            await AnswerAsync(context, 200, $$"""{"access_token":"{{AccessToken}}","expires_in":3599,"token_type":"Bearer"}""");
    }

    async Task AnswerFcmAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        var message = JsonElement.Parse(body).GetProperty("message");
        var token = message.GetProperty("token").GetString()!;
        if (context.Request.Headers.Authorization != $"Bearer {AccessToken}")
            await AnswerAsync(context, 401, """{"error":{"code":401,"status":"UNAUTHENTICATED"}}""");
        else if (body.Length > 4096 || (message.TryGetProperty("data", out var data)
            && data.EnumerateObject().Any(static member => member.Value.ValueKind != JsonValueKind.String || member.Name is "from")))
        {
            Complaints.Enqueue("INVALID_ARGUMENT");
            await AnswerAsync(context, 400, """{"error":{"code":400,"status":"INVALID_ARGUMENT"}}""");
        }
        else if (Gone.Contains(token))
            await AnswerAsync(context, 404, """{"error":{"code":404,"status":"NOT_FOUND","details":[{"errorCode":"UNREGISTERED"}]}}""");
        else
        {
            Taken[token] = message;
            await AnswerAsync(context, 200, """{"name":"projects/chat-1/messages/1"}""");
        }
    }

    static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    static async Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }
}
