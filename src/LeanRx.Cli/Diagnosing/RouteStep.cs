using System.Net;
using System.Text.Json;

namespace LeanRx.Cli.Diagnosing;

/// <summary>Asks the server where its WebSocket is.</summary>
static class RouteStep
{
    const int LargestAnswer = 64 * 1024;

    public static async Task<Uri> RunAsync(Uri server, string applicationId, CancellationToken cancellationToken)
    {
        var path = $"{server.AbsolutePath.TrimEnd('/')}/v1/route?appId={Uri.EscapeDataString(applicationId)}";
        var address = new Uri(server, path);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { MaxResponseContentBufferSize = LargestAnswer };
        try
        {
            using var answer = await http.GetAsync(address, cancellationToken).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            var status = $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
            return WebSocketOf(text) is { } found && answer.IsSuccessStatusCode ? found
                : throw Failure(address, answer, status, text, applicationId);
        }
        catch (HttpRequestException exception)
        {
            throw new StepFailure(exception.GetBaseException().Message, "whether this port speaks HTTP, and the log of the server", exception);
        }
    }

    static StepFailure Failure(Uri address, HttpResponseMessage answer, string status, string text, string applicationId) => answer.StatusCode switch
    {
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
            new StepFailure($"{status}: leads to {answer.Headers.Location}", "give the address that answers itself; clients follow no redirect elsewhere"),
        HttpStatusCode.NotFound when ErrorOf(text) is { } error =>
            new StepFailure($"{status}: {error}", $"the application's id: is '{applicationId}' among those that the server was given?"),
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            new StepFailure($"{status}{(ErrorOf(text) is { } error ? $": {error}" : "")}",
                "a proxy answers, and the server behind it does not: whether it runs, and where the proxy looks for it"),
        _ when ErrorOf(text) is { } error => new StepFailure($"{status}: {error}", "what the server says"),
        _ => new StepFailure(
            $"{status} from {address.GetLeftPart(UriPartial.Path)}, of the type {answer.Content.Headers.ContentType?.MediaType ?? "unknown"}, " +
            "which is no route",
            "another server answers here: the host, the port and the path of the URL, and the rules of a proxy before it"),
    };

    static Uri? WebSocketOf(string text) => Member(text, "server") is { } found && Uri.TryCreate(found, UriKind.Absolute, out var url)
        && url.Scheme is "ws" or "wss" ? url : null;

    static string? ErrorOf(string text) => Member(text, "error");

    static string? Member(string text, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null; // Another server's page.
        }
    }
}
