using System.Globalization;
using System.Net;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>The line to the fake: no socket, and everything comes at once.</summary>
sealed class FakeCloudLine(FakeCloud cloud, Func<DateTimeOffset> now) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (answer, fault) = cloud.Ask(request.RequestUri!, Header(request, "X-LC-Id"), Header(request, "X-LC-Key"));
        if (fault == FakeFault.Kill)
            throw new KilledException();
        if (answer is null)
            throw new HttpRequestException("Connection reset by peer");
        var body = fault == FakeFault.LostAmid ? answer.Body[..(answer.Body.Length / 2)] : answer.Body;
        var response = new HttpResponseMessage(answer.Status) { Content = new ByteArrayContent(body) };
        response.Headers.Date = now() - cloud.ClockLag;
        if (answer.RetryAfter is { } wait)
            response.Headers.TryAddWithoutValidation("Retry-After", wait.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        return Task.FromResult(response);
    }

    static string? Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}

/// <summary>Where files lie: another host, which must never see the key.</summary>
sealed class FakeFileLine(FakeCloud cloud) : HttpMessageHandler
{
    public int Requests { get; private set; }

    /// <summary>Files that are answered 403 at their first address.</summary>
    public HashSet<string> Expired { get; } = [];

    /// <summary>Files that are gone.</summary>
    public HashSet<string> Gone { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        Assert.False(request.Headers.Contains("X-LC-Key"));
        var id = request.RequestUri!.Segments[^1];
        var isExpired = Expired.Contains(id) && request.RequestUri.Query.Length == 0;
        return Task.FromResult(Gone.Contains(id) ? new HttpResponseMessage(HttpStatusCode.NotFound)
            : isExpired ? new HttpResponseMessage(HttpStatusCode.Forbidden)
            : new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(cloud.Tables.Contents[id]) });
    }
}

/// <summary>The process is gone, with all that it had in memory.</summary>
sealed class KilledException : Exception;
