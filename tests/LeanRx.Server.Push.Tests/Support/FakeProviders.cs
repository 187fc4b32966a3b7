using System.Net;
using System.Text;
using Microsoft.Reactive.Testing;

namespace LeanRx.Server.Push.Tests.Support;

/// <summary>Both providers in virtual time: what they are asked is kept, and what they answer is what the test says.</summary>
sealed class FakeProviders(TestScheduler clock) : HttpMessageHandler
{
    public List<Asked> All { get; } = [];

    /// <summary>Without those for access tokens.</summary>
    public IEnumerable<Asked> Notifications => All.Where(asked => !asked.IsToken);

    public Func<Asked, HttpResponseMessage>? Answer { get; set; }

    public Func<Asked, CancellationToken, Task<HttpResponseMessage>>? AnswerLater { get; set; }

    public Func<Asked, HttpResponseMessage> AnswerToken { get; set; } =
        static _ => Status(HttpStatusCode.OK, """{"access_token":"ya29.1","expires_in":3599,"token_type":"Bearer"}""");

    public static HttpResponseMessage Status(HttpStatusCode status, string body = "", int? retryAfter = null)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is { } seconds)
            response.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Content!.ReadAsStream(cancellationToken));
        var headers = request.Headers.Concat(request.Content.Headers).ToDictionary(header => header.Key, header => Assert.Single(header.Value),
            StringComparer.OrdinalIgnoreCase);
        var asked = new Asked((clock.Now - LeanRx.Server.Tests.Support.World.Noon).TotalSeconds, request.Method, request.RequestUri!, request.Version, headers,
            reader.ReadToEnd());
        All.Add(asked);
        return asked.IsToken ? Task.FromResult(AnswerToken(asked)) : AnswerLater?.Invoke(asked, cancellationToken)
            ?? Task.FromResult(Answer?.Invoke(asked)
            ?? Status(HttpStatusCode.OK, asked.Url.Host == "fcm.googleapis.com" ? """{"name":"projects/chat-1/messages/1"}""" : ""));
    }
}
