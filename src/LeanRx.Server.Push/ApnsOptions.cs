using System.Security.Cryptography;

namespace LeanRx.Server.Push;

/// <summary>How an application reaches the Apple Push Notification service: with a token that is signed with a key of its team.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record ApnsOptions
{
    /// <summary>The server for apps of the App Store and TestFlight.</summary>
    public static Uri Production { get; } = new("https://api.push.apple.com");

    /// <summary>The server for apps that Xcode installs.</summary>
    public static Uri Sandbox { get; } = new("https://api.sandbox.push.apple.com");

    /// <summary>The key: what stands in the <c>.p8</c> file, a PEM text that begins with <c>-----BEGIN PRIVATE KEY-----</c>.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>The id of the key, 10 characters.</summary>
    public required string KeyId { get; init; }

    /// <summary>The id of the team, 10 characters.</summary>
    public required string TeamId { get; init; }

    /// <summary>The topic: the bundle id of the app.</summary>
    public required string Topic { get; init; }

    /// <summary>The server.</summary>
    /// <remarks>It must speak HTTP/2.</remarks>
    /// <value><see cref="Production"/>.</value>
    public Uri Server { get; init; } = Production;

    internal ECDsa OpenKey(string name = nameof(PrivateKey))
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(PrivateKey);
            if (key.KeySize == 256)
                return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ArgumentException("PrivateKey must be the text of the .p8 file of an APNs key, a PEM private key of the curve P-256.", name,
                exception);
        }
        key.Dispose();
        throw new ArgumentException("PrivateKey must be a key of the curve P-256, as those for APNs are.", name);
    }

    internal void Validate(string name)
    {
        Require(KeyId, $"{name}.{nameof(KeyId)}");
        Require(TeamId, $"{name}.{nameof(TeamId)}");
        Require(Topic, $"{name}.{nameof(Topic)}");
        if (Server is not { IsAbsoluteUri: true, Scheme: "http" or "https", AbsolutePath: "/", Query: "" })
            throw new ArgumentException($"Server must be an http or https address without path, and is '{Server}'.", $"{name}.{nameof(Server)}");
        OpenKey($"{name}.{nameof(PrivateKey)}").Dispose();
    }

    static void Require(string value, string name)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Any(static character => character is < '!' or > '~'))
            throw new ArgumentException($"{name[(name.LastIndexOf('.') + 1)..]} must be given, in printable ASCII without spaces.", name);
    }
}
