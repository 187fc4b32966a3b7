namespace LeanRx;

/// <summary>The network options of a hosted client that can be configured.</summary>
/// <remarks>Null keeps the default of <see cref="NetworkOptions"/>.</remarks>
public sealed class LeanClientNetworkSettings
{
    /// <summary>The address of the proxy, with user and password if required, for example <c>http://user:password@proxy.example.com:3128</c>.</summary>
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
