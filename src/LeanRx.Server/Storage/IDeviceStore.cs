namespace LeanRx.Server.Storage;

/// <summary>Stores the devices that push notifications are sent to.</summary>
public interface IDeviceStore
{
    /// <summary>Inserts a device, or replaces the one with its id.</summary>
    ValueTask SaveAsync(Device device, CancellationToken cancellationToken = default);

    /// <summary>Returns a device, or null if there is none with the id.</summary>
    ValueTask<Device?> FindAsync(string applicationId, string deviceId, CancellationToken cancellationToken = default);

    /// <summary>Returns the devices with a device token or an installation id, ascending by id.</summary>
    /// <param name="address">The device token or the installation id.</param>
    ValueTask<IReadOnlyList<Device>> FindByAddressAsync(string applicationId, string address, CancellationToken cancellationToken = default);

    /// <summary>Returns devices that have one of some channels, each once: of each channel those that changed last.</summary>
    /// <param name="limit">The maximum number of devices of each channel.</param>
    ValueTask<IReadOnlyList<Device>> FindByChannelsAsync(string applicationId, IReadOnlyList<string> channels, int limit,
        CancellationToken cancellationToken = default);

    /// <summary>Returns devices of an application, ascending by id.</summary>
    /// <param name="afterId">The device after which the page begins. Null for the first page.</param>
    /// <param name="limit">The maximum number of devices.</param>
    ValueTask<IReadOnlyList<Device>> ScanAsync(string applicationId, string? afterId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Returns how many devices an application has.</summary>
    ValueTask<long> CountAsync(string applicationId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a device, if there is one.</summary>
    ValueTask DeleteAsync(string applicationId, string deviceId, CancellationToken cancellationToken = default);
}
