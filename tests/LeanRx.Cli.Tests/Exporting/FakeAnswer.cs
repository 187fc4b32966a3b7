using System.Net;
using System.Text.Json.Nodes;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>What the fake answers to one request.</summary>
sealed record FakeAnswer(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter = null)
{
    static readonly System.Text.Json.JsonSerializerOptions s_deep = new() { MaxDepth = 512 };

    public static FakeAnswer Of(JsonNode json) => new(HttpStatusCode.OK, System.Text.Encoding.UTF8.GetBytes(json.ToJsonString(s_deep)));

    public static FakeAnswer Refuse(HttpStatusCode status, int code, string error, TimeSpan? retryAfter = null) =>
        Of(new JsonObject { ["code"] = code, ["error"] = error }) with { Status = status, RetryAfter = retryAfter };

    public static FakeAnswer BadRequest(string error) => Refuse(HttpStatusCode.BadRequest, 1, error);
}
