using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Devices.Internal;

/// <summary>The devices of an application. Changes of one device come one after the other; what is found by one address is one device.</summary>
internal sealed class DeviceRegistry(Application app)
{
    public IDeviceStore Store => app.Services.Store.Devices;

    /// <summary>Makes a device, or changes the one with the same installation id or device token.</summary>
    /// <param name="mayName">The channels that may be added; null: all.</param>
    /// <exception cref="ArgumentException">The columns make no device.</exception>
    /// <exception cref="OperationRefusedException">4102: a channel may not be added. 4318: the application has too many devices.</exception>
    public async ValueTask<Device> RegisterAsync(JsonElement columns, IReadOnlyList<string>? mayName)
    {
        var fresh = Edited(new Device { ApplicationId = app.Id, Id = "", DeviceType = "" }, columns);
        string[] addresses = [.. new[] { fresh.InstallationId, fresh.DeviceToken }.OfType<string>().Distinct(StringComparer.Ordinal)];
        if (fresh.DeviceType.Length == 0)
            throw new ArgumentException("The device lacks a deviceType, such as ios or android.");
        if (addresses.Length == 0)
            throw new ArgumentException("The device lacks an address: a deviceToken, an installationId, or both.");

        // All in the same order, so that nobody waits in a circle.
        List<IDisposable> passes = [];
        try
        {
            foreach (var address in addresses.Order(StringComparer.Ordinal))
                passes.Add(await app.DeviceChanges.EnterAsync("@" + address).ConfigureAwait(false));
            var known = await OfAsync(addresses).ConfigureAwait(false);
            if (known.Count > 0 && await UpdateAsync(known[0].Id, columns, mayName).ConfigureAwait(false) is { } changed)
            {
                // The app was installed anew: what addresses it now addresses no other.
                foreach (var device in known.Skip(1))
                    await DeleteAsync(device.Id).ConfigureAwait(false);
                return changed;
            }
            var now = app.Services.Clock.Now;
            fresh = Named(null, fresh, mayName) with { Id = app.Services.Ids.NextObjectId(now), CreatedAt = now, UpdatedAt = now };
            await AddAsync(fresh).ConfigureAwait(false);
            return fresh;
        }
        finally
        {
            passes.ForEach(static pass => pass.Dispose());
        }
    }

    async ValueTask AddAsync(Device device)
    {
        await app.DeviceCount.PrepareAsync().ConfigureAwait(false);
        if (!app.DeviceCount.TryAdd())
            throw new OperationRefusedException(ErrorCodes.ConversationApiQuotaExceeded,
                $"The application has as many devices as it may, {Limits.MaxDevices} (MaxDevices): delete those that are gone.");
        try
        {
            await Store.SaveAsync(device).ConfigureAwait(false);
        }
        catch
        {
            app.DeviceCount.Remove();
            throw;
        }
    }

    /// <summary>Changes columns of a device.</summary>
    /// <returns>The device as it is now; null when there is none.</returns>
    public ValueTask<Device?> UpdateAsync(string deviceId, JsonElement columns, IReadOnlyList<string>? mayName) =>
        ChangeAsync(deviceId, device => Named(device, Edited(device, columns), mayName));

    /// <summary>Notifies a client on the devices with one of some addresses.</summary>
    public async ValueTask BindAsync(string clientId, IEnumerable<string> addresses)
    {
        foreach (var device in await OfAsync(addresses).ConfigureAwait(false))
        {
            if (!device.Channels.Contains(clientId, StringComparer.Ordinal))
                await ChangeAsync(device.Id, found => found with
                {
                    Channels = [.. found.Channels.Remove(clientId).TakeLast(Limits.MaxDeviceChannels - 1), clientId],
                }).ConfigureAwait(false);
        }
    }

    /// <summary>Notifies a client no longer on the devices with one of some addresses.</summary>
    public async ValueTask UnbindAsync(string clientId, IEnumerable<string> addresses)
    {
        foreach (var device in await OfAsync(addresses).ConfigureAwait(false))
        {
            if (device.Channels.Contains(clientId, StringComparer.Ordinal))
                await ChangeAsync(device.Id, found => found with { Channels = found.Channels.Remove(clientId) }).ConfigureAwait(false);
        }
    }

    /// <summary>Changes a device, one change after the other.</summary>
    public async ValueTask<Device?> ChangeAsync(string deviceId, Func<Device, Device> change, bool isTouched = true)
    {
        using var pass = await app.DeviceChanges.EnterAsync(deviceId).ConfigureAwait(false);
        if (await Store.FindAsync(app.Id, deviceId).ConfigureAwait(false) is not { } device)
            return null;
        var changed = change(device);
        if (isTouched)
            changed = changed with { UpdatedAt = app.Services.Clock.Now };
        await Store.SaveAsync(changed).ConfigureAwait(false);
        return changed;
    }

    /// <summary>Deletes a device.</summary>
    /// <returns>Whether there was one.</returns>
    public async ValueTask<bool> DeleteAsync(string deviceId, long unchangedSince = long.MaxValue)
    {
        await app.DeviceCount.PrepareAsync().ConfigureAwait(false);
        using var pass = await app.DeviceChanges.EnterAsync(deviceId).ConfigureAwait(false);
        if (await Store.FindAsync(app.Id, deviceId).ConfigureAwait(false) is not { } device || device.UpdatedAt > unchangedSince)
            return false;
        await Store.DeleteAsync(app.Id, deviceId).ConfigureAwait(false);
        app.DeviceCount.Remove();
        return true;
    }

    ServerLimits Limits => app.Services.Limits;

    async ValueTask<IReadOnlyList<Device>> OfAsync(IEnumerable<string> addresses)
    {
        var found = new List<Device>();
        foreach (var address in addresses)
            found.AddRange(await Store.FindByAddressAsync(app.Id, address).ConfigureAwait(false));
        return [.. found.DistinctBy(static device => device.Id)];
    }

    Device Edited(Device device, JsonElement columns) => DeviceColumns.Apply(device, columns, Limits);

    static Device Named(Device? before, Device after, IReadOnlyList<string>? mayName) =>
        mayName is not null && after.Channels.FirstOrDefault(channel => before?.Channels.Contains(channel, StringComparer.Ordinal) != true
            && !mayName.Contains(channel, StringComparer.Ordinal)) is { } channel
            ? throw new OperationRefusedException(ErrorCodes.SignatureFailed,
                $"The application requires signatures, and whoever has the channel '{channel}' is notified of what the client of that name is sent: the call " +
                "must carry a session token of that client (X-LC-IM-Session-Token) or the master key. A login on the device adds it as well.")
            : after;
}
