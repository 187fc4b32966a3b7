using System.Text;
using System.Text.Json.Nodes;

namespace LeanRx.Soak.Attacks;

/// <summary>Files that a browser would run, in types written a little differently.</summary>
sealed class ActiveFiles : IAttack
{
    static readonly string[] Types =
        ["text/html", " text/html", "TEXT/HTML;x", "image/svg+xml", " image/svg+xml", "application/xhtml+xml", "text/xml", "nonsense", ""];

    public string Name => "files that run in a browser";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        var open = 0;
        foreach (var type in Types)
        {
            var body = new JsonObject { ["name"] = "a.bin", ["mime_type"] = type }.ToJsonString();
            var (status, answer) = await target.CallAsync(HttpMethod.Post, "/1.1/fileTokens", body, patience, Target.ApplicationKey);
            if (status is not (200 or 201))
                continue;
            var token = JsonNode.Parse(answer)!.AsObject();
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("<script>alert(origin)</script>"));
            using var put = await target.Http.PutAsync(Peer.Text(token, "upload_url"), content, patience);
            using var served = await target.Http.GetAsync(Peer.Text(token, "url"), patience);
            if (!IsHarmless(served))
                open++;
        }

        return new($"{open} of {Types.Length} spellings shown in place without a sandbox", open == 0);
    }

    static bool IsHarmless(HttpResponseMessage served) =>
        served.Headers.TryGetValues("X-Content-Type-Options", out var sniff) && sniff.Contains("nosniff")
        && (served.Content.Headers.ContentDisposition?.DispositionType == "attachment"
            || (served.Headers.TryGetValues("Content-Security-Policy", out var policy)
                && policy.Any(value => value.Contains("sandbox", StringComparison.Ordinal)))
            || !served.IsSuccessStatusCode);
}
