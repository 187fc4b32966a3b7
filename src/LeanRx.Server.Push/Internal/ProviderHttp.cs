using System.Buffers;
using System.Reactive.Concurrency;
using System.Text.Json;

namespace LeanRx.Server.Push.Internal;

/// <summary>Requests to a provider: each has its time, and no answer is larger than an answer can be.</summary>
sealed class ProviderHttp : IDisposable
{
    const int MaxAnswerBytes = 64 * 1024;

    /// <summary>Longer than anybody waits.</summary>
    static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    readonly HttpClient _client;
    readonly IScheduler _scheduler;
    readonly TimeSpan _timeout;

    public ProviderHttp(PushOptions options, IScheduler scheduler)
    {
        (_scheduler, _timeout) = (scheduler, options.RequestTimeout);
        _client = new HttpClient(options.HttpMessageHandlerFactory?.Invoke() ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            EnableMultipleHttp2Connections = true,
            PooledConnectionLifetime = TimeSpan.FromMinutes(30),
            KeepAlivePingDelay = TimeSpan.FromMinutes(1),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <exception cref="IOException">There is no answer; the message says why.</exception>
    public async Task<ProviderAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var expired = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var deadline = _scheduler.Schedule(_timeout, expired.Cancel);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, expired.Token).ConfigureAwait(false);
            var body = await ReadAsync(response, expired.Token).ConfigureAwait(false);
            return new ProviderAnswer(response.StatusCode, body, WaitIn(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"There was no answer within {_timeout.TotalSeconds:0.###} s.");
        }
        catch (HttpRequestException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public void Dispose() => _client.Dispose();

    TimeSpan? WaitIn(HttpResponseMessage response) => (response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - _scheduler.Now) switch
    {
        null => null,
        { } wait when wait < TimeSpan.Zero => TimeSpan.Zero,
        { } wait => wait > s_longestWait ? s_longestWait : wait,
    };

    static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var answer = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await stream.ReadAsync(answer.GetMemory(4096), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;
            answer.Advance(read);
            if (answer.WrittenCount > MaxAnswerBytes)
                throw new IOException($"The answer has more than {MaxAnswerBytes} bytes.");
        }
        try
        {
            var reader = new Utf8JsonReader(answer.WrittenSpan);
            var body = JsonElement.ParseValue(ref reader);
            return body.ValueKind == JsonValueKind.Object ? body : default;
        }
        catch (JsonException)
        {
            return default; // The status says enough.
        }
    }
}
