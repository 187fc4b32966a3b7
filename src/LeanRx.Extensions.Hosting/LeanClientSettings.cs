namespace LeanRx;

/// <summary>The options of a hosted client that can be configured.</summary>
/// <remarks>
/// Null keeps the default of <see cref="LeanClientOptions"/>. They are .NET options under the client's name:
/// <c>services.Configure&lt;LeanClientSettings&gt;("bot", …)</c> overrides configuration. Times are written as <c>00:00:30</c>, infinite ones as
/// <c>Infinite</c>.
/// </remarks>
public sealed class LeanClientSettings
{
    /// <summary>Whether the host opens the client after it has started, and closes it when it stops.</summary>
    /// <value>True.</value>
    public bool OpenWithHost { get; set; } = true;

    /// <summary>See <see cref="LeanClientOptions.Server"/>.</summary>
    /// <remarks>Required.</remarks>
    public Uri? Server { get; set; }

    /// <summary>See <see cref="LeanClientOptions.ClientId"/>.</summary>
    /// <remarks>Required.</remarks>
    public string? ClientId { get; set; }

    /// <summary>See <see cref="LeanClientOptions.ApplicationId"/>.</summary>
    public string? ApplicationId { get; set; }

    /// <summary>See <see cref="LeanClientOptions.ApplicationKey"/>.</summary>
    public string? ApplicationKey { get; set; }

    /// <summary>See <see cref="LeanClientOptions.RequireTls"/>.</summary>
    public bool? RequireTls { get; set; }

    /// <summary>See <see cref="LeanClientOptions.HtmlEncodeMessages"/>.</summary>
    public bool? HtmlEncodeMessages { get; set; }

    /// <summary>See <see cref="LeanClientOptions.Tag"/>.</summary>
    public string? Tag { get; set; }

    /// <summary>See <see cref="LeanClientOptions.DeviceId"/>.</summary>
    public string? DeviceId { get; set; }

    /// <summary>See <see cref="LeanClientOptions.ConnectTimeout"/>.</summary>
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>See <see cref="LeanClientOptions.OpenTimeout"/>.</summary>
    public TimeSpan? OpenTimeout { get; set; }

    /// <summary>See <see cref="LeanClientOptions.KeepTrying"/>.</summary>
    /// <value>Null: true if the host opens the client, so that it can start before its server.</value>
    public bool? KeepTrying { get; set; }

    /// <summary>See <see cref="LeanClientOptions.PropagateTrace"/>.</summary>
    public bool? PropagateTrace { get; set; }

    /// <summary>See <see cref="LeanClientOptions.CommandTimeout"/>.</summary>
    public TimeSpan? CommandTimeout { get; set; }

    /// <summary>See <see cref="LeanClientOptions.OfflineTimeout"/>.</summary>
    public TimeSpan? OfflineTimeout { get; set; }

    /// <summary>See <see cref="LeanClientOptions.KeepAliveInterval"/>.</summary>
    public TimeSpan? KeepAliveInterval { get; set; }

    /// <summary>See <see cref="LeanClientOptions.KeepAliveTimeout"/>.</summary>
    public TimeSpan? KeepAliveTimeout { get; set; }

    /// <summary>See <see cref="LeanClientOptions.ReconnectResetAfter"/>.</summary>
    public TimeSpan? ReconnectResetAfter { get; set; }

    /// <summary>See <see cref="LeanClientOptions.MaxPendingCommands"/>.</summary>
    public int? MaxPendingCommands { get; set; }

    /// <summary>See <see cref="LeanClientOptions.MaxHeldMessages"/>.</summary>
    public int? MaxHeldMessages { get; set; }

    /// <summary>See <see cref="LeanClientOptions.MaxPendingDeliveries"/>.</summary>
    public int? MaxPendingDeliveries { get; set; }

    /// <summary>See <see cref="LeanClientOptions.MaxFrameBytes"/>.</summary>
    public int? MaxFrameBytes { get; set; }

    /// <summary>See <see cref="LeanClientOptions.ApiServer"/>.</summary>
    public Uri? ApiServer { get; set; }

    /// <summary>See <see cref="LeanClientOptions.Network"/>.</summary>
    public LeanClientNetworkSettings Network { get; } = new();
}
