using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Devices that push notifications are sent to. Their channels stand in a table of their own as well, by which they are found.</summary>
static class DeviceTable
{
    const string Select = "SELECT d.app, d.id, d.type, d.token, d.installation, d.channels, d.badge, d.columns, d.created_at, d.updated_at FROM device d";

    public static void Save(StoreConnection connection, Device device)
    {
        var (app, id) = (device.ApplicationId, device.Id);
        Delete(connection, app, id);
        connection["""
            INSERT INTO device (app, id, type, token, installation, channels, badge, columns, created_at, updated_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """].Execute(app, id, device.DeviceType, device.DeviceToken, device.InstallationId, JsonText.Of(device.Channels), (long)device.Badge,
            JsonText.Of(device.Columns), device.CreatedAt, device.UpdatedAt);
        foreach (var channel in device.Channels.Distinct(StringComparer.Ordinal))
            connection["INSERT INTO device_channel (app, channel, updated_at, id) VALUES (?1, ?2, ?3, ?4)"].Execute(app, channel, device.UpdatedAt, id);
    }

    public static Device? Find(StoreConnection connection, string app, string id) =>
        connection[$"{Select} WHERE d.app = ?1 AND d.id = ?2"].FirstOrDefault(Read, app, id);

    public static IReadOnlyList<Device> FindByAddress(StoreConnection connection, string app, string address) =>
        [.. connection[$"{Select} INDEXED BY device_by_token WHERE d.app = ?1 AND d.token = ?2"].List(Read, app, address)
            .Concat(connection[$"{Select} INDEXED BY device_by_installation WHERE d.app = ?1 AND d.installation = ?2"].List(Read, app, address))
            .DistinctBy(static device => device.Id).OrderBy(static device => device.Id, StringComparer.Ordinal)];

    public static IReadOnlyList<Device> FindByChannels(StoreConnection connection, string app, IReadOnlyList<string> channels, int limit)
    {
        var found = new List<Device>();
        foreach (var channel in channels)
            found.AddRange(connection[$"""
                SELECT d.app, d.id, d.type, d.token, d.installation, d.channels, d.badge, d.columns, d.created_at, d.updated_at
                FROM device_channel c CROSS JOIN device d ON d.app = c.app AND d.id = c.id
                WHERE c.app = ?1 AND c.channel = ?2 ORDER BY c.updated_at DESC, c.id LIMIT ?3
                """].List(Read, app, channel, (long)limit));
        return [.. found.DistinctBy(static device => device.Id)];
    }

    public static IReadOnlyList<Device> Scan(StoreConnection connection, string app, string? afterId, int limit) =>
        connection[$"{Select} WHERE d.app = ?1 AND d.id > ?2 ORDER BY d.id LIMIT ?3"].List(Read, app, afterId ?? "", (long)limit);

    public static long Count(StoreConnection connection, string app) =>
        connection["SELECT count(*) FROM device WHERE app = ?1"].FirstOrDefault(static row => row.Long(0), app);

    public static void Delete(StoreConnection connection, string app, string id)
    {
        connection["DELETE FROM device_channel WHERE app = ?1 AND id = ?2"].Execute(app, id);
        connection["DELETE FROM device WHERE app = ?1 AND id = ?2"].Execute(app, id);
    }

    static Device Read(Row row) => new()
    {
        ApplicationId = row.Text(0),
        Id = row.Text(1),
        DeviceType = row.Text(2),
        DeviceToken = row.TextOrNull(3),
        InstallationId = row.TextOrNull(4),
        Channels = JsonText.Texts(row.Octets(5)),
        Badge = (int)row.Long(6),
        Columns = JsonText.Columns(row.Octets(7)),
        CreatedAt = row.Long(8),
        UpdatedAt = row.Long(9),
    };
}
