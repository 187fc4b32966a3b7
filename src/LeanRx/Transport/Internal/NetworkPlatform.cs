namespace LeanRx.Transport.Internal;

/// <summary>What a platform lets a client decide about its way out.</summary>
internal enum NetworkPlatform
{
    /// <summary>Everything.</summary>
    Full,

    /// <summary>The .NET Standard build: what its WebSocket has settings for.</summary>
    NetStandard,

    /// <summary>A page: the browser decides.</summary>
    Browser,
}
