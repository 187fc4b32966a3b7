using System.Net;
using System.Net.Http.Headers;
using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server.AspNetCore.Hooks.Internal;
using LeanRx.Server.Events;

namespace LeanRx.Server.Hooks;

// protocol.md §10.5
/// <summary>Tells a program over HTTP what clients write to service conversations, as LeanCloud did.</summary>
/// <remarks>
/// <para>Each stored message is a <c>POST</c> of a JSON array with one object: <c>from</c>, <c>fromIp</c>, <c>conv</c> (a pointer), <c>msgId</c>, <c>bin</c>,
/// <c>data</c>, <c>createdAt</c> and <c>updatedAt</c> (dates). Any status from 200 to 299 takes it. Without an answer in time, and at status 429 or 5xx, it is
/// told again; at any other one it is not. Messages of one conversation are told in order. What operators send is not told.</para>
/// <para>The <see cref="HookOptions.Timeout"/> of the hook limits all attempts together; <see cref="CreateOptions"/> makes it long enough.</para>
/// </remarks>
public sealed class ServiceWebhook : IMessageHook
{
    readonly HttpClient _client;
    readonly HashSet<string>? _conversations;
    readonly IScheduler _scheduler;

    /// <summary>Initializes a hook.</summary>
    /// <exception cref="ArgumentException">An option cannot be used. The message names it.</exception>
    public ServiceWebhook(ServiceWebhookOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            throw new ArgumentException($"Url must be an absolute http or https address, and is '{options.Url}'.", nameof(options));
        if (options.MaxAttempts is < 1 or > 10)
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxAttempts, "MaxAttempts must be from 1 to 10.");
        if (options.RequestTimeout <= TimeSpan.Zero || options.RequestTimeout > TimeSpan.FromMinutes(10))
            throw new ArgumentOutOfRangeException(nameof(options), options.RequestTimeout, "RequestTimeout must be longer than zero and at most 10 minutes.");
        if (options.RetryDelay < TimeSpan.Zero || options.RetryDelay > TimeSpan.FromMinutes(1))
            throw new ArgumentOutOfRangeException(nameof(options), options.RetryDelay, "RetryDelay must be from zero to 1 minute.");
        Options = options;
        _client = HookClient.Create(options.HttpMessageHandlerFactory);
        _conversations = options.ConversationIds?.ToHashSet(StringComparer.Ordinal);
        _scheduler = options.Scheduler ?? Scheduler.Default;
    }

    /// <summary>The options.</summary>
    public ServiceWebhookOptions Options { get; }

    /// <summary>Returns options with this hook at the point at which it is told, and with time for all attempts.</summary>
    public HookOptions CreateOptions() => new(this) { Points = HookPoints.MessageSent, Timeout = Options.LongestTime + TimeSpan.FromSeconds(1) };

    /// <inheritdoc/>
    public async ValueTask OnEventAsync(ServerEvent happened, CancellationToken cancellationToken = default)
    {
        if (happened is not MessageSent { Kind: ConversationKind.Service, IsTransient: false, IsFromOperator: false } sent
            || _conversations?.Contains(sent.ConversationId) == false)
            return;
        var body = WebhookBody.Of(sent);
        var (left, delay) = (Options.MaxAttempts, Options.RetryDelay);
        while (!await TryTellAsync(sent.ApplicationId, body, isLast: --left == 0, cancellationToken).ConfigureAwait(false))
        {
            await _scheduler.Sleep(delay, cancellationToken).ConfigureAwait(false);
            delay *= 2;
        }
    }

    /// <summary>Returns the address that is called, as it stands in the log.</summary>
    public override string ToString() => $"at {Options.Url.GetLeftPart(UriPartial.Path)}";

    /// <summary>Tells a message once.</summary>
    /// <returns>Whether it was taken; if not, it is to be told again.</returns>
    /// <exception cref="HttpHookException">It was not taken, and will not be.</exception>
    async Task<bool> TryTellAsync(string applicationId, ReadOnlyMemory<byte> body, bool isLast, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Options.Url)
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.TryAddWithoutValidation("X-LC-Id", applicationId);
        using var expired = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var deadline = _scheduler.Schedule(Options.RequestTimeout, expired.Cancel);
        string failure;
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, expired.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return true;
            failure = $"The program answered with HTTP status {(int)response.StatusCode}.";
            isLast |= response.StatusCode is not HttpStatusCode.TooManyRequests and < HttpStatusCode.InternalServerError;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failure = $"The program did not answer within {Options.RequestTimeout.TotalSeconds:0.###} s.";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            failure = $"The program could not be called: {exception.Message}";
        }
        return isLast ? throw new HttpHookException(failure) : false;
    }
}
