using System.Text.Json;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Devices.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

/// <summary>The devices of an application that push notifications can be sent to: objects of the <c>_Installation</c> table.</summary>
/// <remarks>
/// A client is notified on the devices whose channels contain its id. The id is added by whoever registers the device, or by a login on it that names its
/// device token or installation id; a logout takes it away.
/// </remarks>
public sealed class ApplicationDevices
{
    const int MaxPage = 1000;

    readonly OperationScope _scope;
    readonly Application _app;
    readonly DeviceRegistry _registry;

    internal ApplicationDevices(OperationScope scope)
    {
        _scope = scope;
        _app = scope.Application;
        _registry = new DeviceRegistry(_app);
    }

    /// <summary>Registers a device.</summary>
    /// <remarks>One with the same installation id, or else the same device token, is changed instead.</remarks>
    /// <param name="columns">The columns, an object: <c>deviceType</c>, <c>deviceToken</c> or <c>installationId</c> or both, <c>channels</c>, <c>badge</c> and
    /// others; storage operations such as <c>{"__op":"AddUnique",…}</c> too.</param>
    /// <param name="allowedChannels">The channels that may be added. Null: any.</param>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    /// <returns>The device as it is now.</returns>
    /// <exception cref="ArgumentException">A column cannot be taken, or there are too many. The message names it.</exception>
    /// <exception cref="OperationRefusedException">4102: a channel may not be added. 4318: the application has <see cref="ServerLimits.MaxDevices"/>
    /// devices.</exception>
    [Door(Permission.RegisterDevice)]
    public ValueTask<Device> RegisterAsync(JsonElement columns, IReadOnlyList<string>? allowedChannels = null, CancellationToken cancellationToken = default) =>
        _scope.RunAsync(() => _registry.RegisterAsync(columns, allowedChannels), cancellationToken);

    /// <summary>Changes columns of a device.</summary>
    /// <param name="deviceId">The object id of the device.</param>
    /// <param name="columns">The columns that change, as with <see cref="RegisterAsync"/>.</param>
    /// <param name="allowedChannels">The channels that may be added. Null: any.</param>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    /// <returns>The device as it is now, or null if there is none.</returns>
    /// <exception cref="ArgumentException">A column cannot be taken, or there are too many. The message names it.</exception>
    /// <exception cref="OperationRefusedException">4102: a channel may not be added.</exception>
    [Door(Permission.RegisterDevice)]
    public ValueTask<Device?> UpdateAsync(string deviceId, JsonElement columns, IReadOnlyList<string>? allowedChannels = null,
        CancellationToken cancellationToken = default) => _scope.RunAsync(() => _registry.UpdateAsync(deviceId, columns, allowedChannels), cancellationToken);

    /// <summary>Returns a device, or null if there is none with the id.</summary>
    /// <param name="deviceId">The object id of the device, which only those know who registered it and operators.</param>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    [Door(Permission.RegisterDevice)]
    public ValueTask<Device?> FindAsync(string deviceId, CancellationToken cancellationToken = default) =>
        _scope.RunAsync(() => _registry.Store.FindAsync(_app.Id, deviceId), cancellationToken);

    /// <summary>Deletes a device.</summary>
    /// <param name="deviceId">The object id of the device.</param>
    /// <param name="unchangedSince">The device is kept if it was registered or changed after this time. Null: deleted anyway.</param>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    /// <returns>Whether it was deleted.</returns>
    [Door(Permission.RegisterDevice)]
    public ValueTask<bool> DeleteAsync(string deviceId, DateTimeOffset? unchangedSince = null, CancellationToken cancellationToken = default) =>
        _scope.RunAsync(() => _registry.DeleteAsync(deviceId, unchangedSince?.ToUnixTimeMilliseconds() ?? long.MaxValue), cancellationToken);

    /// <summary>
    /// Returns the devices on which some clients are notified, each once: of each client those that changed last, up to <see
    /// cref="ServerLimits.MaxDevicesPerClient"/>.
    /// </summary>
    [Door(Permission.ReadDevices)]
    public ValueTask<IReadOnlyList<Device>> FindByClientsAsync(IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clientIds);
        return _scope.RunAsync(() => _registry.Store.FindByChannelsAsync(_app.Id, clientIds, _app.Services.Limits.MaxDevicesPerClient), cancellationToken);
    }

    /// <summary>Returns devices, ascending by object id in ordinal order.</summary>
    /// <param name="after">The device after which the page begins. Null for the first page.</param>
    /// <param name="limit">The maximum number of devices, up to 1000. Default 100.</param>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    [Door(Permission.ReadDevices)]
    public ValueTask<IReadOnlyList<Device>> FindPageAsync(string? after = null, int limit = 100, CancellationToken cancellationToken = default) =>
        _scope.RunAsync(() => _registry.Store.ScanAsync(_app.Id, after, Math.Clamp(limit, 0, MaxPage)), cancellationToken);

    /// <summary>Counts a change of devices by somebody who is no operator against <see cref="ServerLimits.DeviceRegistrationsPerMinute"/>.</summary>
    /// <param name="address">Who requests it: an address.</param>
    /// <returns>False if the rate is exceeded.</returns>
    [Door(Permission.RegisterDevice)]
    public bool TryCountRegistration(string address) => _app.Rates.TryCount(address, RateKind.Registration, 1);

    /// <summary>Adds to the number on the icon of the app.</summary>
    /// <param name="deviceId">The object id of the device.</param>
    /// <param name="amount">What is added.</param>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    /// <returns>The device as it is now, or null if there is none.</returns>
    [Door(Permission.RegisterDevice)]
    public ValueTask<Device?> IncrementBadgeAsync(string deviceId, int amount, CancellationToken cancellationToken = default) =>
        _scope.RunAsync(() => _registry.ChangeAsync(deviceId, device => device with { Badge = (int)Math.Clamp((long)device.Badge + amount, 0, int.MaxValue) },
            isTouched: false), cancellationToken);
}
