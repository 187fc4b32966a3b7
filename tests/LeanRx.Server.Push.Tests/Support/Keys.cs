using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LeanRx.Server.Push.Tests.Support;

/// <summary>Keys of an operator, and what providers know of them.</summary>
static class Keys
{
    static readonly ECDsa s_apns = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    static readonly RSA s_fcm = RSA.Create(2048);

    public static ApnsOptions Apns { get; } = new()
    {
        PrivateKey = s_apns.ExportPkcs8PrivateKeyPem(),
        KeyId = "KEY4567890",
        TeamId = "TEAM567890",
        Topic = "com.example.chat",
    };

    public static FcmOptions Fcm { get; } = new() { ServiceAccount = Account("https://oauth2.googleapis.com/token") };

    public static string Account(string tokenUrl) => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["type"] = "service_account",
        ["project_id"] = "chat-1",
        ["private_key_id"] = "k1",
        ["private_key"] = s_fcm.ExportPkcs8PrivateKeyPem(),
        ["client_email"] = "push@chat-1.iam.gserviceaccount.com",
        ["token_uri"] = tokenUrl,
    });

    /// <summary>What a provider token says, where its signature is that of the key.</summary>
    public static (JsonElement Header, JsonElement Claims) ReadApns(string token) =>
        Read(token, (content, signature) =>
            s_apns.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <summary>The same for an assertion of the service account.</summary>
    public static (JsonElement Header, JsonElement Claims) ReadFcm(string token) =>
        Read(token, (content, signature) => s_fcm.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    static (JsonElement, JsonElement) Read(string token, Func<byte[], byte[], bool> verify)
    {
        var parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        Assert.True(verify(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])), "The signature is wrong.");
        return (JsonElement.Parse(Base64Url.DecodeFromChars(parts[0])), JsonElement.Parse(Base64Url.DecodeFromChars(parts[1])));
    }
}
