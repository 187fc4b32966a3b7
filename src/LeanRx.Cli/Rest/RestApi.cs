using System.Net;
using System.Reactive.Concurrency;
using System.Text;
using System.Text.Json;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Rest;

/// <summary>Asks the REST interface: at its rate, again where that can help, and with one clear error where it cannot.</summary>
sealed class RestApi(HttpClient http, Pace pace, IScheduler scheduler, Action<string, TimeSpan> waits)
{
    /// <summary>So often something is asked for that was refused for its rate.</summary>
    const int MaxRateRefusals = 100;

    /// <summary>So often a key is refused that was taken before.</summary>
    const int MaxKeyRefusals = 3;

    static readonly TimeSpan LongestQuiet = TimeSpan.FromHours(1);

    volatile bool _wasWelcome;

    /// <summary>So often something is asked for again that fails.</summary>
    /// <remarks>By default some minutes in all.</remarks>
    public int MaxFailures { get; set; } = 12;

    /// <summary>So long is waited at most before something is asked for again.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The server's clock at its last answer; null when it does not tell.</summary>
    public DateTimeOffset? ServerTime { get; private set; }

    /// <summary>Asks once, in as many attempts as it takes.</summary>
    /// <exception cref="RefusedException">The server refuses this.</exception>
    /// <exception cref="NoAnswerException">The server does not answer in spite of all patience.</exception>
    /// <exception cref="ToolException">The master key is refused.</exception>
    public Task<JsonDocument> GetAsync(string path, CancellationToken cancellationToken, params IReadOnlyList<(string Name, string? Value)> query) =>
        AskAsync(HttpMethod.Get, AddressOf(path, query), null, cancellationToken);

    /// <summary>Asks for a change, in one attempt: a second could do it twice.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception"/>
    public Task<JsonDocument> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken) =>
        AskAsync(method, AddressOf(path, []), body, cancellationToken);

    async Task<JsonDocument> AskAsync(HttpMethod method, string address, string? body, CancellationToken cancellationToken)
    {
        var mayRepeat = method == HttpMethod.Get;
        var (failures, rateRefusals, keyRefusals) = (0, 0, 0);
        while (true)
        {
            await pace.TurnAsync(cancellationToken).ConfigureAwait(false);
            string reason;
            TimeSpan wait;
            try
            {
                using var request = new HttpRequestMessage(method, address);
                if (body is not null)
                    request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
                ServerTime = answer.Headers.Date ?? ServerTime;
                if (answer.IsSuccessStatusCode)
                {
                    var content = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                    var document = await JsonDocument.ParseAsync(content, CanonicalJson.Reading, cancellationToken).ConfigureAwait(false);
                    _wasWelcome = true;
                    return document;
                }

                reason = await ReasonOfAsync(answer, cancellationToken).ConfigureAwait(false);
                var asked = RetryAfter(answer);
                switch (answer.StatusCode)
                {
                    case HttpStatusCode.TooManyRequests when mayRepeat && ++rateRefusals <= MaxRateRefusals:
                        wait = asked ?? Backoff(rateRefusals);
                        pace.KeepQuiet(wait);
                        break;
                    case HttpStatusCode.Unauthorized when _wasWelcome && ++keyRefusals <= MaxKeyRefusals:
                        wait = asked ?? Backoff(keyRefusals);
                        break;
                    case HttpStatusCode.Unauthorized:
                        throw new ToolException($"the master key is refused: {reason}") { ExitCode = ExitCodes.Failure };
                    case HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError when mayRepeat && ++failures <= MaxFailures:
                        wait = asked ?? Backoff(failures);
                        break;
                    case HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError:
                        throw new NoAnswerException(reason, null);
                    case >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest:
                        throw new ToolException($"{http.BaseAddress}: {address} leads elsewhere ({(int)answer.StatusCode} {answer.Headers.Location}); give " +
                            "the address that answers itself")
                        { ExitCode = ExitCodes.Failure };
                    default:
                        throw new RefusedException(answer.StatusCode, reason);
                }
            }
            catch (Exception exception) when (IsOfTheLine(exception, cancellationToken))
            {
                reason = exception is JsonException ? "what answers there does not answer in JSON; look whether this is the URL of a LeanRx server"
                    : exception.GetBaseException().Message;
                if (!mayRepeat || ++failures > MaxFailures)
                    throw new NoAnswerException(reason, exception);
                wait = Backoff(failures);
            }

            waits(reason, wait);
            await Pause.ForAsync(scheduler, wait, cancellationToken).ConfigureAwait(false);
        }
    }

    static string AddressOf(string path, IReadOnlyList<(string Name, string? Value)> query)
    {
        var parameters = query.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}")
            .ToList();
        // Below the path of the server, where it has one.
        path = path.TrimStart('/');
        return parameters.Count == 0 ? path : $"{path}?{string.Join('&', parameters)}";
    }

    /// <summary>Whether the request did not come to its end: the line broke, nobody answered, or the answer was cut off.</summary>
    static bool IsOfTheLine(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException or JsonException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>Doubles from a second, to a half by chance, so that many who wait do not come back together.</summary>
    TimeSpan Backoff(int attempt)
    {
        var longest = Math.Min(LongestBackoff.TotalSeconds, Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        var asked = answer.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - (ServerTime ?? scheduler.Now) : null;
        return asked is { } wait && wait > LongestQuiet ? LongestQuiet : asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }

    static async Task<string> ReasonOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        const int longest = 300;
        var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("error"u8, out var error))
                text = json.TryGetProperty("code"u8, out var code) ? $"{code} {error}" : error.ToString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            text = text.Trim(); // A proxy's page, or nothing.
        }
        return $"{(int)answer.StatusCode} {answer.ReasonPhrase}{(text.Length > 0 ? ": " : "")}{(text.Length > longest ? text[..longest] + "…" : text)}";
    }
}
