namespace LeanRx;

/// <summary>How a client in a host reaches out, as far as configuration can tell. What is null is left as <see cref="NetworkOptions"/> has it.</summary>
public sealed class LeanClientNetworkSettings
{
    /// <summary>
    /// The address of the proxy, with user and password where it asks for them, for example <c>http://user:password@proxy.example.com:3128</c>.
    /// </summary>
    public Uri? Proxy { get; set; }

    /// <summary>See <see cref="NetworkOptions.UseProxy"/>.</summary>
    public bool? UseProxy { get; set; }

    /// <summary>See <see cref="NetworkOptions.PinnedKeys"/>.</summary>
    public IReadOnlyList<string>? PinnedKeys { get; set; }

    /// <summary>See <see cref="NetworkOptions.HttpVersion"/>.</summary>
    public Version? HttpVersion { get; set; }

    /// <summary>See <see cref="NetworkOptions.HttpVersionPolicy"/>.</summary>
    public HttpVersionPolicy? HttpVersionPolicy { get; set; }
}
