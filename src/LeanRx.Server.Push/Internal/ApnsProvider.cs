using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Reactive.Concurrency;
using System.Text.Json;

namespace LeanRx.Server.Push.Internal;

/// <summary>Sends notifications to devices of Apple, over HTTP/2.</summary>
sealed class ApnsProvider(ApnsOptions options, ProviderHttp http, IScheduler scheduler) : IPushProvider
{
    readonly ApnsToken _token = new(options);

    public string Name => "APNs";

    public string Platform => "ios";

    public async Task<PushOutcome> SendAsync(PushItem item, CancellationToken cancellationToken)
    {
        var data = item.Content.For(Platform);
        var payload = ApnsPayload.Of(data, PushMembers.IncrementsBadge(data) ? item.Device.Badge : null);
        if (payload.Body is null)
            return new PushOutcome(PushOutcomeKind.Refused, $"It has more than {Payload.MaxBytes} bytes, even without its text.");
        var token = _token.At(scheduler.Now);
        using var request = RequestOf(item, payload, token);
        try
        {
            return OutcomeOf(await http.SendAsync(request, cancellationToken).ConfigureAwait(false), token);
        }
        catch (IOException exception)
        {
            return new PushOutcome(PushOutcomeKind.Later, exception.Message, IsUnanswered: true);
        }
    }

    public void Dispose()
    {
        http.Dispose();
        _token.Dispose();
    }

    HttpRequestMessage RequestOf(PushItem item, ApnsPayload payload, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Server, $"/3/device/{Uri.EscapeDataString(item.Device.DeviceToken!)}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(payload.Body!) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("bearer", token);
        request.Headers.TryAddWithoutValidation("apns-topic", options.Topic);
        request.Headers.TryAddWithoutValidation("apns-push-type", payload.IsBackground ? "background" : "alert");
        request.Headers.TryAddWithoutValidation("apns-priority", payload.Priority.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("apns-expiration", item.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (payload.CollapseId is { } id)
            request.Headers.TryAddWithoutValidation("apns-collapse-id", id);
        return request;
    }

    PushOutcome OutcomeOf(ProviderAnswer answer, string token)
    {
        if (answer.IsSuccess)
            return PushOutcome.Sent;
        var reason = PushMembers.Text(answer.Body, "reason") ?? "no reason";
        var said = string.Create(CultureInfo.InvariantCulture, $"HTTP status {(int)answer.Status}, {reason}.");
        if (answer.IsLater)
            return new PushOutcome(PushOutcomeKind.Later, said, answer.RetryAfter, IsForAll: answer.Status != HttpStatusCode.TooManyRequests
                || reason == "TooManyProviderTokenUpdates");
        return (answer.Status, reason) switch
        {
            (HttpStatusCode.Gone, "Unregistered" or "ExpiredToken") => new PushOutcome(PushOutcomeKind.DeviceGone, said, GoneSince: TimeIn(answer.Body)),
            // It is said of a token of the other environment too: with the wrong Server every device would be forgotten.
            (HttpStatusCode.BadRequest, "BadDeviceToken") => new PushOutcome(PushOutcomeKind.Refused, $"{said} Look at Server, which is {options.Server}: an " +
                "app that Xcode installed has a token for the sandbox"),
            (HttpStatusCode.Forbidden, "ExpiredProviderToken") when _token.Forget(token, scheduler.Now) => new PushOutcome(PushOutcomeKind.Later, said,
                TimeSpan.Zero),
            (HttpStatusCode.Forbidden, _) => KeyRefused(said, "Look at KeyId, TeamId and PrivateKey, and at the clock of this machine"),
            (HttpStatusCode.BadRequest, "DeviceTokenNotForTopic" or "TopicDisallowed" or "BadTopic" or "MissingTopic") =>
                KeyRefused(said, $"Look at Topic, which is '{options.Topic}' and must be the bundle id of the app"),
            _ => new PushOutcome(PushOutcomeKind.Refused, said),
        };
    }

    static PushOutcome KeyRefused(string said, string advice) => new(PushOutcomeKind.KeyRefused, $"{said} {advice}.", IsForAll: true);

    static DateTimeOffset? TimeIn(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("timestamp", out var time) && time.ValueKind == JsonValueKind.Number
        && time.TryGetInt64(out var milliseconds) && milliseconds is >= 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
