using System.Net;
using System.Text;
using System.Text.Json;

namespace LeanRx.Server.Tests;

/// <summary>A program with functions, without a network: keeps what it is asked, and answers what the test says.</summary>
sealed class FunctionServer : HttpMessageHandler
{
    public List<(string Address, IReadOnlyDictionary<string, string> Headers, JsonElement Body)> Calls { get; } = [];

    public Func<string, Task<HttpResponseMessage>> Answer { get; set; } = _ => Task.FromResult(Json("""{"result":{}}"""));

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public void Returns(string result) => Answer = _ => Task.FromResult(Json($$"""{"result":{{result}}}"""));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.MediaType);
        using var body = JsonDocument.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        Calls.Add((request.RequestUri!.AbsoluteUri, request.Headers.ToDictionary(header => header.Key, header => header.Value.Single()),
            body.RootElement.Clone()));
        return await Answer(request.RequestUri.Segments[^1]).WaitAsync(cancellationToken);
    }
}
