using System.Security.Cryptography;
using System.Text.Json;

namespace LeanRx.Server.Push.Internal;

/// <summary>What a service account of Firebase says.</summary>
sealed record FcmAccount(string ProjectId, string Email, string PrivateKey, string? KeyId, Uri TokenUrl)
{
    const string Expected = "ServiceAccount must be the text of the JSON file of a service account of Firebase, with project_id, client_email, " +
        "private_key and token_uri";

    /// <exception cref="ArgumentException">It is no such text.</exception>
    public static FcmAccount Parse(string text, string name = nameof(FcmOptions.ServiceAccount))
    {
        try
        {
            using var document = JsonDocument.Parse(text ?? "");
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && Text(root, "project_id") is { } project && Text(root, "client_email") is { } email
                && Text(root, "private_key") is { } key && Uri.TryCreate(Text(root, "token_uri") ?? "https://oauth2.googleapis.com/token", UriKind.Absolute,
                out var url))
                return new FcmAccount(project, email, key, Text(root, "private_key_id"), url);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException(Expected + ".", name, exception);
        }
        throw new ArgumentException(Expected + "; one is missing.", name);
    }

    /// <exception cref="ArgumentException">The key is none.</exception>
    public RSA OpenKey(string name = nameof(FcmOptions.ServiceAccount))
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(PrivateKey);
            return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ArgumentException("ServiceAccount has a private_key that is no RSA key in PEM.", name, exception);
        }
    }

    static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
