using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Devices in SQLite.</summary>
sealed class SqliteDeviceStore(ReaderPool readers, WriteQueue writes) : IDeviceStore
{
    public ValueTask SaveAsync(Device device, CancellationToken cancellationToken = default) =>
        writes.RunAsync(connection => DeviceTable.Save(connection, device), cancellationToken);

    public ValueTask<Device?> FindAsync(string applicationId, string deviceId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => DeviceTable.Find(connection, applicationId, deviceId), cancellationToken);

    public ValueTask<IReadOnlyList<Device>> FindByAddressAsync(string applicationId, string address, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => DeviceTable.FindByAddress(connection, applicationId, address), cancellationToken);

    public ValueTask<IReadOnlyList<Device>> FindByChannelsAsync(string applicationId, IReadOnlyList<string> channels, int limit,
        CancellationToken cancellationToken = default)
    {
        string[] given = [.. channels];
        return readers.RunAsync(connection => DeviceTable.FindByChannels(connection, applicationId, given, limit), cancellationToken);
    }

    public ValueTask<IReadOnlyList<Device>> ScanAsync(string applicationId, string? afterId, int limit, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => DeviceTable.Scan(connection, applicationId, afterId, limit), cancellationToken);

    public ValueTask<long> CountAsync(string applicationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => DeviceTable.Count(connection, applicationId), cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string deviceId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(connection => DeviceTable.Delete(connection, applicationId, deviceId), cancellationToken);
}
