using System.Text.Json;
using LeanRx.Common.Internal;

namespace LeanRx.Uploads.Internal;

// protocol.md §9.2
/// <summary>What the server answers to a request for an upload: where to put the bytes, and where they will be.</summary>
internal sealed record UploadTicket(string ObjectId, Uri Url, Uri UploadUrl, string Token, string Provider, string Key, string? ContentType)
{
    /// <exception cref="InvalidResponseException">The answer lacks something.</exception>
    public static UploadTicket Parse(ReadOnlyMemory<byte> answer, Uri asked)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw NoTicket(asked, "it is not a JSON object");
            return new UploadTicket(
                Required(root, "objectId", asked),
                Address(root, "url", asked),
                Address(root, "upload_url", asked),
                Required(root, "token", asked),
                Optional(root, "provider") ?? UploadRequests.Qiniu,
                Optional(root, "key") ?? "",
                Optional(root, "mime_type"));
        }
        catch (JsonException exception)
        {
            throw NoTicket(asked, "it is not JSON", exception);
        }
    }

    static Uri Address(JsonElement root, string name, Uri asked) =>
        Uri.TryCreate(Required(root, name, asked), UriKind.Absolute, out var address) && UrlSchemes.IsHttp(address)
        ? address
        : throw NoTicket(asked, $"{name} is no http or https URL");

    static string Required(JsonElement root, string name, Uri asked) => Optional(root, name) ?? throw NoTicket(asked, $"{name} is missing");

    static string? Optional(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    static InvalidResponseException NoTicket(Uri asked, string why, Exception? cause = null) =>
        new($"The answer of {asked} is no permission to upload: {why}.", cause);
}
