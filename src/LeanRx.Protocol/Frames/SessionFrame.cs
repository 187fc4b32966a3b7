namespace LeanRx.Protocol;

// protocol.md §4.1
/// <summary><c>session</c>: login, logout, token refresh and online queries.</summary>
public sealed record SessionFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Session;

    /// <summary>The operation, one of <see cref="SessionOperations"/>.</summary>
    public required string Operation { get; init; }

    /// <summary>Signature of the login, when the application asks for one.</summary>
    public FrameSignature? Signature { get; init; }

    /// <summary>The client software, for example <c>js/2.4.0</c>.</summary>
    public string? UserAgent { get; init; }

    /// <summary>True for an automatic reconnection, which displaces nobody (<c>r</c>; true, false, 1 and 0 are read).</summary>
    public bool? IsReconnect { get; init; }

    /// <summary>Device class for single-device login; null or <c>default</c> means any number of devices.</summary>
    public string? Tag { get; init; }

    /// <summary>Stable id of the device.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Installation that push notifications go to.</summary>
    public string? InstallationId { get; init; }

    /// <summary>Push token of the device.</summary>
    public string? DeviceToken { get; init; }

    /// <summary>Client ids to look up (<c>query</c>), at most 20 are answered.</summary>
    public IReadOnlyList<string>? ClientIds { get; init; }

    /// <summary>Those of the ids that are online (<c>query-result</c>).</summary>
    public IReadOnlyList<string>? OnlineClientIds { get; init; }

    /// <summary>Session token (<c>st</c>).</summary>
    public string? Token { get; init; }

    /// <summary>Lifetime of the token in seconds (<c>stTtl</c>).</summary>
    public int? TokenTtl { get; init; }

    /// <summary>Why the session was closed or refused, see <see cref="ErrorCodes"/>.</summary>
    public int? Code { get; init; }

    /// <summary>The symbolic name of <see cref="Code"/>, or the text of a kick.</summary>
    public string? Reason { get; init; }

    /// <summary>Detail for people.</summary>
    public string? Detail { get; init; }

    /// <summary>The <c>notifTime</c> of the last unread push that the client has seen.</summary>
    public long? LastUnreadNotificationTime { get; init; }

    /// <summary>The newest patch time that the client has seen, milliseconds.</summary>
    public long? LastPatchTime { get; init; }

    /// <summary>What the client understands, see <see cref="SessionCapabilities"/>.</summary>
    public long? ConfigurationBitmap { get; init; }

    /// <summary>The server's clock, milliseconds since 1970 UTC.</summary>
    public long? ServerTimestamp { get; init; }
}
