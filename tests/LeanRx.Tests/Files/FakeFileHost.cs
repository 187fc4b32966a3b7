using System.Net;
using System.Text;
using System.Text.Json;

namespace LeanRx.Tests.Files;

/// <summary>A file service in the hands of a test: answers by the book unless told otherwise, and writes down what it was asked.</summary>
sealed class FakeFileHost : HttpMessageHandler
{
    public sealed record Asked(HttpMethod Method, Uri Address, string Head, byte[] Body)
    {
        public string Text => Encoding.UTF8.GetString(Body);

        public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    }

    public List<Asked> Requests { get; } = [];

    public string Provider { get; set; } = "s3";

    /// <summary>Answers instead of the host; null for its own answer.</summary>
    public Func<Asked, HttpResponseMessage?>? Instead { get; set; }

    /// <summary>The requests that carried bytes.</summary>
    public IReadOnlyList<Asked> Uploads => [.. Requests.Where(asked => asked.Address.Host == "up.example")];

    /// <summary>What the client confirmed or gave up.</summary>
    public IReadOnlyList<bool> Callbacks =>
        [.. Requests.Where(asked => asked.Address.AbsolutePath.EndsWith("/fileCallback", StringComparison.Ordinal))
        .Select(asked => asked.Json.GetProperty("result").GetBoolean())];

    public static HttpResponseMessage Answer(HttpStatusCode status, string body = "{}") => new(status) { Content = new StringContent(body) };

    public int Tokens => Requests.Count(asked => asked.Address.AbsolutePath.EndsWith("/fileTokens", StringComparison.Ordinal));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var asked = new Asked(request.Method, request.RequestUri!, $"{request.Headers}{request.Content?.Headers}", body);
        lock (Requests)
            Requests.Add(asked);
        return Instead?.Invoke(asked)
            ?? Answer(HttpStatusCode.OK, asked.Address.AbsolutePath.EndsWith("/fileTokens", StringComparison.Ordinal) ? Ticket() : "{}");
    }

    public string UploadScheme { get; set; } = "https";

    string Ticket() => $$"""{"objectId":"o{{Tokens}}","provider":"{{Provider}}","bucket":"b","key":"Ab12.png","token":"tk{{Tokens}}","upload_url":"{{UploadScheme}}://up.example/Ab12.png?sig=secret","url":"http://files.example/Ab12.png","mime_type":"image/png"}""";
}
