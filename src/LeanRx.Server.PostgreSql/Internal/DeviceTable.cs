using LeanRx.Server.Sqlite.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Devices that push notifications are sent to. Their channels stand in a table of their own as well, by which they are found.</summary>
static class DeviceTable
{
    /// <summary>What makes the tables.</summary>
    public const string Sql = """
        CREATE TABLE device (
            app text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, type text NOT NULL, token text COLLATE "C", installation text COLLATE "C",
            channels text NOT NULL, badge bigint NOT NULL, columns text NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
            PRIMARY KEY (app, id));
        CREATE INDEX device_by_token ON device (app, token) WHERE token IS NOT NULL;
        CREATE INDEX device_by_installation ON device (app, installation) WHERE installation IS NOT NULL;
        CREATE TABLE device_channel (
            app text COLLATE "C" NOT NULL, channel text COLLATE "C" NOT NULL, updated_at bigint NOT NULL, id text COLLATE "C" NOT NULL);
        CREATE INDEX device_channel_by_channel ON device_channel (app, channel, updated_at DESC, id);
        CREATE INDEX device_channel_by_device ON device_channel (app, id);
        """;

    static readonly Raw s_columns = new("d.app, d.id, d.type, d.token, d.installation, d.channels, d.badge, d.columns, d.created_at, d.updated_at");

    public static void Save(Batch batch, Device device)
    {
        Delete(batch, device.ApplicationId, device.Id);
        batch.Execute($"""
            INSERT INTO device (app, id, type, token, installation, channels, badge, columns, created_at, updated_at)
            VALUES ({device.ApplicationId}, {device.Id}, {device.DeviceType}, {device.DeviceToken}, {device.InstallationId}, {JsonText.Of(device.Channels)},
                {(long)device.Badge}, {JsonText.Of(device.Columns)}, {device.CreatedAt}, {device.UpdatedAt})
            """);
        batch.Execute($"""
            INSERT INTO device_channel (app, channel, updated_at, id)
            SELECT {device.ApplicationId}, c, {device.UpdatedAt}, {device.Id} FROM unnest({device.Channels.Distinct(StringComparer.Ordinal)}) c
            """);
    }

    public static ValueTask<Device?> FindAsync(Session session, string app, string id, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync($"SELECT {s_columns} FROM device d WHERE d.app = {app} AND d.id = {id}", Read, cancellationToken);

    public static ValueTask<List<Device>> FindByAddressAsync(Session session, string app, string address, CancellationToken cancellationToken) =>
        session.ListAsync($"""
            SELECT {s_columns} FROM device d WHERE d.app = {app} AND d.token = {address}
            UNION ALL SELECT {s_columns} FROM device d WHERE d.app = {app} AND d.installation = {address}
            """, Read, cancellationToken);

    public static ValueTask<List<Device>> FindByChannelsAsync(Session session, string app, IReadOnlyList<string> channels, int limit,
        CancellationToken cancellationToken) =>
        session.ListAsync($"""
            SELECT {s_columns} FROM unnest({channels}) WITH ORDINALITY asked (channel, number)
            CROSS JOIN LATERAL (SELECT c.id, c.updated_at FROM device_channel c WHERE c.app = {app} AND c.channel = asked.channel COLLATE "C"
                ORDER BY c.updated_at DESC, c.id LIMIT {(long)limit}) found
            CROSS JOIN LATERAL (SELECT * FROM device WHERE app = {app} AND id = found.id LIMIT 1) d ORDER BY asked.number, found.updated_at DESC, found.id
            """, Read, cancellationToken);

    public static ValueTask<List<Device>> ScanAsync(Session session, string app, string? afterId, int limit, CancellationToken cancellationToken) =>
        session.ListAsync($"SELECT {s_columns} FROM device d WHERE d.app = {app} AND d.id > {afterId ?? ""} ORDER BY d.id LIMIT {(long)limit}", Read,
            cancellationToken);

    public static ValueTask<long> CountAsync(Session session, string app, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync($"SELECT count(*) FROM device WHERE app = {app}", static row => row.Long(0), cancellationToken);

    public static void Delete(Batch batch, string app, string id)
    {
        batch.Execute($"DELETE FROM device_channel WHERE app = {app} AND id = {id}");
        batch.Execute($"DELETE FROM device WHERE app = {app} AND id = {id}");
    }

    static Device Read(Row row) => new()
    {
        ApplicationId = row.Text(0),
        Id = row.Text(1),
        DeviceType = row.Text(2),
        DeviceToken = row.TextOrNull(3),
        InstallationId = row.TextOrNull(4),
        Channels = JsonText.Texts(row.Json(5)),
        Badge = (int)row.Long(6),
        Columns = JsonText.Columns(row.Json(7)),
        CreatedAt = row.Long(8),
        UpdatedAt = row.Long(9),
    };
}
