using LeanRx.Server.Push.Internal;

namespace LeanRx.Server.Push;

/// <summary>How an application reaches Firebase Cloud Messaging: with the key of a service account of its project.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record FcmOptions
{
    /// <summary>
    /// The service account: what stands in the JSON file that the Firebase console makes, under <c>Project settings</c>, <c>Service accounts</c>.
    /// </summary>
    public required string ServiceAccount { get; init; }

    /// <summary>The server.</summary>
    /// <value><c>https://fcm.googleapis.com</c>.</value>
    public Uri Server { get; init; } = new("https://fcm.googleapis.com");

    internal void Validate(string name)
    {
        if (Server is not { IsAbsoluteUri: true, Scheme: "http" or "https", AbsolutePath: "/", Query: "" })
            throw new ArgumentException($"Server must be an http or https address without path, and is '{Server}'.", $"{name}.{nameof(Server)}");
        var account = $"{name}.{nameof(ServiceAccount)}";
        FcmAccount.Parse(ServiceAccount, account).OpenKey(account).Dispose();
    }
}
