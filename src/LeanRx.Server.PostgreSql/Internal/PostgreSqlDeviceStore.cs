using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Devices in PostgreSQL.</summary>
sealed class PostgreSqlDeviceStore(Readers readers, Writes writes) : IDeviceStore
{
    public ValueTask SaveAsync(Device device, CancellationToken cancellationToken = default) =>
        writes.RunAsync(batch => DeviceTable.Save(batch, device), cancellationToken);

    public ValueTask<Device?> FindAsync(string applicationId, string deviceId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => DeviceTable.FindAsync(session, applicationId, deviceId, cancellationToken), cancellationToken);

    public async ValueTask<IReadOnlyList<Device>> FindByAddressAsync(string applicationId, string address, CancellationToken cancellationToken = default) =>
        [.. (await readers.RunAsync(session => DeviceTable.FindByAddressAsync(session, applicationId, address, cancellationToken), cancellationToken)
            .ConfigureAwait(false)).DistinctBy(static device => device.Id).OrderBy(static device => device.Id, StringComparer.Ordinal)];

    public async ValueTask<IReadOnlyList<Device>> FindByChannelsAsync(string applicationId, IReadOnlyList<string> channels, int limit,
        CancellationToken cancellationToken = default)
    {
        string[] given = [.. channels];
        var found = await readers.RunAsync(session => DeviceTable.FindByChannelsAsync(session, applicationId, given, limit, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return [.. found.DistinctBy(static device => device.Id)];
    }

    public async ValueTask<IReadOnlyList<Device>> ScanAsync(string applicationId, string? afterId, int limit, CancellationToken cancellationToken = default) =>
        await readers.RunAsync(session => DeviceTable.ScanAsync(session, applicationId, afterId, limit, cancellationToken), cancellationToken)
            .ConfigureAwait(false);

    public ValueTask<long> CountAsync(string applicationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => DeviceTable.CountAsync(session, applicationId, cancellationToken), cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string deviceId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(batch => DeviceTable.Delete(batch, applicationId, deviceId), cancellationToken);
}
