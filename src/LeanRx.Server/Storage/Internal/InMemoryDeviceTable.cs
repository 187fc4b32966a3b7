namespace LeanRx.Server.Storage.Internal;

/// <summary>The devices of one application, found by what they are addressed with.</summary>
sealed class InMemoryDeviceTable
{
    readonly Dictionary<string, Device> _devices = new(StringComparer.Ordinal);
    readonly SortedSet<string> _ids = new(StringComparer.Ordinal);
    readonly Dictionary<string, SortedSet<string>> _byAddress = new(StringComparer.Ordinal);
    readonly Dictionary<string, SortedSet<Device>> _byChannel = new(StringComparer.Ordinal);

    /// <summary>Those that changed last come first.</summary>
    static readonly Comparer<Device> s_lastChanged = Comparer<Device>.Create(static (one, other) =>
        one.UpdatedAt != other.UpdatedAt ? other.UpdatedAt.CompareTo(one.UpdatedAt) : string.CompareOrdinal(one.Id, other.Id));

    public int Count => _devices.Count;

    public Device? Find(string id) => _devices.GetValueOrDefault(id);

    public IReadOnlyList<Device> FindByAddress(string address) => _byAddress.TryGetValue(address, out var ids) ? [.. ids.Select(id => _devices[id])] : [];

    public IReadOnlyList<Device> FindByChannels(IReadOnlyList<string> channels, int limit) =>
        [.. channels.SelectMany(channel => _byChannel.TryGetValue(channel, out var devices) ? devices.Take(limit) : []).DistinctBy(static device => device.Id)];

    public IReadOnlyList<Device> Scan(string? afterId, int limit) =>
        [.. (afterId is null ? _ids : _ids.Where(id => string.CompareOrdinal(id, afterId) > 0)).Take(limit).Select(id => _devices[id])];

    public bool Save(Device device)
    {
        Delete(device.Id);
        _devices.Add(device.Id, device);
        _ids.Add(device.Id);
        foreach (var address in AddressesOf(device))
            Set(_byAddress, address, StringComparer.Ordinal).Add(device.Id);
        foreach (var channel in device.Channels.Distinct(StringComparer.Ordinal))
            Set(_byChannel, channel, s_lastChanged).Add(device);
        return true;
    }

    public bool Delete(string id)
    {
        if (!_devices.Remove(id, out var device))
            return false;
        _ids.Remove(id);
        foreach (var address in AddressesOf(device))
            Take(_byAddress, address, id);
        foreach (var channel in device.Channels.Distinct(StringComparer.Ordinal))
            Take(_byChannel, channel, device);
        return true;
    }

    static IEnumerable<string> AddressesOf(Device device) =>
        new[] { device.DeviceToken, device.InstallationId }.OfType<string>().Distinct(StringComparer.Ordinal);

    static SortedSet<T> Set<T>(Dictionary<string, SortedSet<T>> sets, string key, IComparer<T> comparer)
    {
        if (!sets.TryGetValue(key, out var set)) sets.Add(key, set = new(comparer));
        return set;
    }

    static void Take<T>(Dictionary<string, SortedSet<T>> sets, string key, T item)
    {
        if (!sets.TryGetValue(key, out var set)) return;
        set.Remove(item);
        if (set.Count == 0) sets.Remove(key);
    }
}
