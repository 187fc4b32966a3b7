namespace LeanRx.Server.Storage.Internal;

/// <summary>Devices in memory.</summary>
sealed class InMemoryDeviceStore(Func<string, InMemoryApplication> app, InMemoryWrites writes) : IDeviceStore
{
    public ValueTask SaveAsync(Device device, CancellationToken cancellationToken = default) =>
        writes.RunAsync(() => { app(device.ApplicationId).Devices(table => table.Save(device)); }, cancellationToken);

    public ValueTask<Device?> FindAsync(string applicationId, string deviceId, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).Devices(table => table.Find(deviceId)), cancellationToken);

    public ValueTask<IReadOnlyList<Device>> FindByAddressAsync(string applicationId, string address, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).Devices(table => table.FindByAddress(address)), cancellationToken);

    public ValueTask<IReadOnlyList<Device>> FindByChannelsAsync(string applicationId, IReadOnlyList<string> channels, int limit,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).Devices(table => table.FindByChannels(channels, limit)), cancellationToken);

    public ValueTask<IReadOnlyList<Device>> ScanAsync(string applicationId, string? afterId, int limit, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).Devices(table => table.Scan(afterId, limit)), cancellationToken);

    public ValueTask<long> CountAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).Devices(static table => (long)table.Count), cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string deviceId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(() => { app(applicationId).Devices(table => table.Delete(deviceId)); }, cancellationToken);
}
