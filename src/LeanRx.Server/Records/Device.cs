using System.Collections.Immutable;
using System.Text.Json;

namespace LeanRx.Server.Storage;

/// <summary>A device that push notifications can be sent to: one installation of an app, an object of the <c>_Installation</c> table.</summary>
public sealed record Device
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The object id.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of device, for example <c>ios</c> or <c>android</c>.</summary>
    public required string DeviceType { get; init; }

    /// <summary>The address that the push service of the device has given it.</summary>
    /// <value>Null if it has none.</value>
    public string? DeviceToken { get; init; }

    /// <summary>The id that the app has given its installation.</summary>
    /// <value>Null if it has none.</value>
    public string? InstallationId { get; init; }

    /// <summary>The ids of the clients that are notified on the device, and other channels.</summary>
    public ImmutableArray<string> Channels { get; init; } = [];

    /// <summary>The number on the icon of the app.</summary>
    public int Badge { get; init; }

    /// <summary>The other columns, by name.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Columns { get; init; } =
        ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>When the device was registered, in milliseconds since 1970-01-01 UTC.</summary>
    public long CreatedAt { get; init; }

    /// <summary>When the device was registered or changed last, in milliseconds since 1970-01-01 UTC.</summary>
    public long UpdatedAt { get; init; }
}
