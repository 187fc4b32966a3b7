using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Reactive.Concurrency;
using System.Text.Json;

namespace LeanRx.Server.Push.Internal;

/// <summary>Sends notifications to devices with a registration of Firebase, over its HTTP v1 interface.</summary>
sealed class FcmProvider : IPushProvider
{
    readonly ProviderHttp _http;
    readonly FcmToken _token;
    readonly IScheduler _scheduler;
    readonly Uri _url;
    readonly string _project;

    public FcmProvider(FcmOptions options, ProviderHttp http, IScheduler scheduler)
    {
        var account = FcmAccount.Parse(options.ServiceAccount);
        (_http, _scheduler, _project) = (http, scheduler, account.ProjectId);
        _token = new FcmToken(account, http, scheduler);
        _url = new Uri(options.Server, $"/v1/projects/{Uri.EscapeDataString(account.ProjectId)}/messages:send");
    }

    public string Name => "FCM";

    public string Platform => "android";

    public async Task<PushOutcome> SendAsync(PushItem item, CancellationToken cancellationToken)
    {
        var data = item.Content.For(Platform);
        var remaining = item.ExpiresAt - _scheduler.Now;
        var body = FcmPayload.Of(data, PushMembers.IncrementsBadge(data) ? item.Device.Badge : null, PushTarget.FcmTokenOf(item.Device)!,
            remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero);
        if (body is null)
            return new PushOutcome(PushOutcomeKind.Refused, $"It has more than {Payload.MaxBytes} bytes, even without its text.");
        var grant = await _token.GetAsync(cancellationToken).ConfigureAwait(false);
        if (grant.Refusal is { } refusal)
            return refusal;
        using var request = new HttpRequestMessage(HttpMethod.Post, _url)
        {
            Version = HttpVersion.Version20,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.Token);
        try
        {
            return OutcomeOf(await _http.SendAsync(request, cancellationToken).ConfigureAwait(false), grant, isFirst: item.Attempts == 0);
        }
        catch (IOException exception)
        {
            return new PushOutcome(PushOutcomeKind.Later, exception.Message, IsUnanswered: true);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _token.Dispose();
    }

    PushOutcome OutcomeOf(ProviderAnswer answer, FcmGrant grant, bool isFirst)
    {
        if (answer.IsSuccess)
            return PushOutcome.Sent;
        var error = answer.Body.ValueKind == JsonValueKind.Object && answer.Body.TryGetProperty("error", out var told) ? told : default;
        var (status, code) = (PushMembers.Text(error, "status"), CodeIn(error));
        var said = string.Create(CultureInfo.InvariantCulture, $"HTTP status {(int)answer.Status}, {code ?? status ?? "no reason"}.");
        if (answer.IsLater)
            return new PushOutcome(PushOutcomeKind.Later, said, answer.RetryAfter, IsForAll: true);
        if (code == "UNREGISTERED" || (answer.Status == HttpStatusCode.NotFound && status == "NOT_FOUND"))
            return new PushOutcome(PushOutcomeKind.DeviceGone, said);
        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            _token.Forget(grant);
            if (isFirst)
                return new PushOutcome(PushOutcomeKind.Later, said, TimeSpan.Zero);
        }
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && code != "SENDER_ID_MISMATCH")
            return new PushOutcome(PushOutcomeKind.KeyRefused, $"{said} Look at ServiceAccount, and whether the messaging API of the project '{_project}' is " +
                "enabled and the account may use it.", IsForAll: true);
        return new PushOutcome(PushOutcomeKind.Refused, said);
    }

    static string? CodeIn(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object || !error.TryGetProperty("details", out var details) || details.ValueKind != JsonValueKind.Array)
            return null;
        foreach (var detail in details.EnumerateArray())
            if (PushMembers.Text(detail, "errorCode") is { } code)
                return code;
        return null;
    }
}
