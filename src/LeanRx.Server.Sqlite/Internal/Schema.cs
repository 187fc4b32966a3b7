using System.Security.Cryptography;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>The tables, and what tells our files from others.</summary>
static class Schema
{
    /// <summary>The version that this code reads and writes.</summary>
    public const int Version = 8;

    /// <summary>"LRX1", in the file's header.</summary>
    const int ApplicationId = 0x4C525831;

    /// <summary>The type of text messages: most are, so that an index of them would cost every send and spare nothing.</summary>
    public const int Text = -1;

    /// <summary>Indexes that came later; older versions of this code keep them up without knowing them.</summary>
    static readonly string Indexes = $"""
        CREATE INDEX IF NOT EXISTS conversation_by_name ON conversation (app, name) WHERE name IS NOT NULL;
        CREATE INDEX IF NOT EXISTS conversation_room ON conversation (app) WHERE is_transient = 1;
        CREATE INDEX IF NOT EXISTS conversation_service ON conversation (app) WHERE is_system = 1;
        CREATE INDEX IF NOT EXISTS conversation_by_creation ON conversation (app, created_at, id);
        CREATE INDEX IF NOT EXISTS conversation_by_update ON conversation (app, updated_at, id);
        CREATE INDEX IF NOT EXISTS conversation_temporary ON conversation (app) WHERE is_temporary = 1;
        CREATE INDEX IF NOT EXISTS message_by_type ON message (app, conversation, type, timestamp, id) WHERE type IS NOT NULL AND type <> {Text};
        CREATE INDEX IF NOT EXISTS message_by_time ON message (app, timestamp, id, sender);
        CREATE INDEX IF NOT EXISTS kick_by_time ON kick (app, at, client);
        """;

    const string Tables = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE conversation (
            app TEXT NOT NULL, id TEXT NOT NULL, name TEXT, creator TEXT, members TEXT NOT NULL, muted TEXT NOT NULL,
            is_transient INTEGER NOT NULL, is_system INTEGER NOT NULL, is_unique INTEGER NOT NULL, is_temporary INTEGER NOT NULL,
            expires_at INTEGER, unique_id TEXT, attributes TEXT, columns TEXT NOT NULL,
            created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, last_message_at INTEGER,
            PRIMARY KEY (app, id)) STRICT, WITHOUT ROWID;
        CREATE INDEX conversation_by_unique_id ON conversation (app, unique_id, created_at) WHERE unique_id IS NOT NULL;

        CREATE TABLE member (
            app TEXT NOT NULL, client TEXT NOT NULL, conversation TEXT NOT NULL,
            PRIMARY KEY (app, client, conversation)) STRICT, WITHOUT ROWID;

        CREATE TABLE message (
            app TEXT NOT NULL, conversation TEXT NOT NULL, timestamp INTEGER NOT NULL, id TEXT NOT NULL, sender TEXT NOT NULL,
            data TEXT NOT NULL, is_binary INTEGER NOT NULL, type INTEGER, token TEXT, receipt_requested INTEGER NOT NULL,
            mention_all INTEGER NOT NULL, mentioned TEXT, delivered_at INTEGER, read_at INTEGER, patched_at INTEGER,
            PRIMARY KEY (app, conversation, timestamp, id)) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX message_by_id ON message (app, conversation, id);
        CREATE UNIQUE INDEX message_by_token ON message (app, conversation, sender, token) WHERE token IS NOT NULL;

        CREATE TABLE cursor (
            app TEXT NOT NULL, client TEXT NOT NULL, conversation TEXT NOT NULL, delivered_to INTEGER NOT NULL, read_to INTEGER NOT NULL,
            PRIMARY KEY (app, client, conversation)) STRICT, WITHOUT ROWID;
        CREATE INDEX cursor_by_conversation ON cursor (app, conversation);

        CREATE TABLE receipt (
            number INTEGER PRIMARY KEY, app TEXT NOT NULL, client TEXT NOT NULL, conversation TEXT NOT NULL, message TEXT NOT NULL,
            timestamp INTEGER NOT NULL, is_read INTEGER NOT NULL, sender TEXT NOT NULL) STRICT;
        CREATE INDEX receipt_by_client ON receipt (app, client, number);
        """;

    /// <summary>What schema 2 adds: the order of changes of messages, standings, kicks, notifications.</summary>
    const string Additions = """
        CREATE INDEX message_by_change ON message (app, conversation, patched_at) WHERE patched_at IS NOT NULL;

        CREATE TABLE standing (
            app TEXT NOT NULL, conversation TEXT NOT NULL, client TEXT NOT NULL, role TEXT, silenced_until INTEGER,
            is_blocked INTEGER NOT NULL, blocks_conversation INTEGER NOT NULL,
            PRIMARY KEY (app, conversation, client)) STRICT, WITHOUT ROWID;
        CREATE INDEX standing_by_client ON standing (app, client, conversation);

        CREATE TABLE kick (
            app TEXT NOT NULL, client TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (app, client)) STRICT, WITHOUT ROWID;

        CREATE TABLE notified (
            app TEXT NOT NULL, client TEXT NOT NULL,
            PRIMARY KEY (app, client)) STRICT, WITHOUT ROWID;
        CREATE TABLE notification (
            number INTEGER PRIMARY KEY, app TEXT NOT NULL, client TEXT NOT NULL, timestamp INTEGER NOT NULL,
            is_permanent INTEGER NOT NULL, frame TEXT NOT NULL) STRICT;
        CREATE INDEX notification_by_client ON notification (app, client, timestamp, number);
        """;

    /// <summary>What schema 3 adds: messages for some of a conversation, broadcasts, and since when somebody is in a conversation.</summary>
    const string Addressees = """
        ALTER TABLE message ADD COLUMN recipients TEXT;
        ALTER TABLE message ADD COLUMN valid_until INTEGER;
        ALTER TABLE cursor ADD COLUMN joined_at INTEGER;
        CREATE INDEX message_broadcast ON message (app, timestamp, id) WHERE valid_until IS NOT NULL;

        CREATE TABLE addressee (
            app TEXT NOT NULL, conversation TEXT NOT NULL, client TEXT NOT NULL, timestamp INTEGER NOT NULL, id TEXT NOT NULL,
            PRIMARY KEY (app, conversation, client, timestamp, id)) STRICT, WITHOUT ROWID;
        """;

    /// <summary>
    /// What schema 4 changes: a notification is stored once, and not for each client that it is for. Sums, and times up to which some were dropped, are kept
    /// beside them.
    /// </summary>
    const string Notices = """
        CREATE TABLE notice (
            number INTEGER PRIMARY KEY, app TEXT NOT NULL, conversation TEXT NOT NULL, timestamp INTEGER NOT NULL, is_permanent INTEGER NOT NULL,
            frame TEXT NOT NULL, addressees INTEGER NOT NULL, excepted TEXT) STRICT;
        CREATE INDEX notice_by_application ON notice (app, number);
        CREATE INDEX notice_by_conversation ON notice (app, conversation, timestamp, number) WHERE addressees = 0;
        CREATE TABLE notice_client (
            app TEXT NOT NULL, client TEXT NOT NULL, timestamp INTEGER NOT NULL, number INTEGER NOT NULL, effect INTEGER NOT NULL,
            PRIMARY KEY (app, client, timestamp, number)) STRICT, WITHOUT ROWID;
        CREATE TABLE notice_log (
            app TEXT NOT NULL, conversation TEXT NOT NULL, count INTEGER NOT NULL, bytes INTEGER NOT NULL, forgotten_to INTEGER NOT NULL,
            PRIMARY KEY (app, conversation)) STRICT, WITHOUT ROWID;
        CREATE TABLE notice_reader (
            app TEXT NOT NULL, client TEXT NOT NULL, forgotten_to INTEGER NOT NULL,
            PRIMARY KEY (app, client)) STRICT, WITHOUT ROWID;
        INSERT INTO notice (number, app, conversation, timestamp, is_permanent, frame, addressees)
            SELECT number, app, '', timestamp, is_permanent, frame, 1 FROM notification;
        INSERT INTO notice_client (app, client, timestamp, number, effect) SELECT app, client, timestamp, number, 0 FROM notification;
        INSERT INTO notice_log (app, conversation, count, bytes, forgotten_to)
            SELECT app, '', count(*), sum(length(CAST(frame AS BLOB))), -9223372036854775808 FROM notification GROUP BY app;
        DROP TABLE notification;
        """;

    /// <summary>What schema 5 adds: when somebody read last.</summary>
    const string ReadTimes = "ALTER TABLE cursor ADD COLUMN read_at INTEGER;";

    /// <summary>
    /// What schema 6 changes: members no longer stand as a list in the row of their conversation, but each in a row of its own, numbered in the order in which
    /// they joined.
    /// </summary>
    const string NumberedMembers = """
        DROP TABLE member;
        CREATE TABLE member (
            app TEXT NOT NULL, client TEXT NOT NULL, conversation TEXT NOT NULL, number INTEGER NOT NULL,
            PRIMARY KEY (app, client, conversation)) STRICT, WITHOUT ROWID;
        INSERT INTO member (app, client, conversation, number)
            SELECT c.app, m.value, c.id, m.key FROM conversation c, json_each(c.members) m WHERE true ON CONFLICT DO NOTHING;
        CREATE INDEX member_by_conversation ON member (app, conversation, number);
        ALTER TABLE conversation DROP COLUMN members;
        """;

    /// <summary>
    /// What schema 7 changes: ids that tell the time of their message need no index, and tokens are sorted in many at a time. Each send wrote a page of two
    /// indexes, another one for every conversation.
    /// </summary>
    const string PlacesAndTokens = """
        DROP INDEX message_by_id;
        DROP INDEX message_by_token;
        ALTER TABLE message ADD COLUMN is_foreign INTEGER NOT NULL DEFAULT 0;
        CREATE UNIQUE INDEX message_by_foreign_id ON message (app, conversation, id) WHERE is_foreign = 1;
        CREATE TABLE token (
            app TEXT NOT NULL, conversation TEXT NOT NULL, hash INTEGER NOT NULL, timestamp INTEGER NOT NULL, id TEXT NOT NULL,
            PRIMARY KEY (app, conversation, hash, timestamp, id)) STRICT, WITHOUT ROWID;
        CREATE TABLE token_waiting (
            number INTEGER PRIMARY KEY, hash INTEGER NOT NULL, app TEXT NOT NULL, conversation TEXT NOT NULL, timestamp INTEGER NOT NULL,
            id TEXT NOT NULL) STRICT;
        CREATE INDEX token_waiting_by_hash ON token_waiting (hash);
        """;

    /// <summary>What schema 8 adds: up to which message of a millisecond somebody has come.</summary>
    const string PlacesInMilliseconds = "ALTER TABLE cursor ADD COLUMN delivered_id TEXT; ALTER TABLE cursor ADD COLUMN read_id TEXT;";

    /// <summary>Devices, which came later; older versions of this code leave them as they are.</summary>
    const string Devices = """
        CREATE TABLE IF NOT EXISTS device (
            app TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, token TEXT, installation TEXT, channels TEXT NOT NULL, badge INTEGER NOT NULL,
            columns TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
            PRIMARY KEY (app, id)) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS device_by_token ON device (app, token) WHERE token IS NOT NULL;
        CREATE INDEX IF NOT EXISTS device_by_installation ON device (app, installation) WHERE installation IS NOT NULL;
        CREATE TABLE IF NOT EXISTS device_channel (
            app TEXT NOT NULL, channel TEXT NOT NULL, updated_at INTEGER NOT NULL, id TEXT NOT NULL,
            PRIMARY KEY (app, channel, updated_at DESC, id)) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS device_channel_by_device ON device_channel (app, id);
        """;

    /// <summary>Refuses files that are not ours or newer than this code, without touching them.</summary>
    public static void Check(StoreConnection connection, string path)
    {
        if (IsEmpty(connection)) return;
        if (Number(connection, "PRAGMA application_id") != ApplicationId) throw new StoreOpenException($"'{path}' is a database of another program.");
        var version = Number(connection, "PRAGMA user_version");
        if (version > Version) throw new StoreOpenException($"The store '{path}' has schema {version}, and this version of LeanRx.Server.Sqlite knows " +
            $"schemas up to {Version}. Update the package, or open another store.");
    }

    /// <summary>Makes the tables in an empty file, and adds what an older version did not have.</summary>
    public static void Create(StoreConnection connection)
    {
        if (!IsEmpty(connection))
        {
            if (Number(connection, "PRAGMA user_version") < 2) connection.Run($"BEGIN IMMEDIATE; {Additions} PRAGMA user_version = 2; COMMIT");
            if (Number(connection, "PRAGMA user_version") < 3) connection.Run($"BEGIN IMMEDIATE; {Addressees} PRAGMA user_version = 3; COMMIT");
            if (Number(connection, "PRAGMA user_version") < 4) connection.Run($"BEGIN IMMEDIATE; {Notices} PRAGMA user_version = 4; COMMIT");
            if (Number(connection, "PRAGMA user_version") < 5) connection.Run($"BEGIN IMMEDIATE; {ReadTimes} PRAGMA user_version = 5; COMMIT");
            if (Number(connection, "PRAGMA user_version") < 6) connection.Run($"BEGIN IMMEDIATE; {NumberedMembers} PRAGMA user_version = 6; COMMIT");
            if (Number(connection, "PRAGMA user_version") < 7)
            {
                connection.Run($"BEGIN IMMEDIATE; {PlacesAndTokens}");
                MessageTable.Place(connection);
                connection.Run("PRAGMA user_version = 7; COMMIT");
            }

            if (Number(connection, "PRAGMA user_version") < Version)
                connection.Run($"BEGIN IMMEDIATE; {PlacesInMilliseconds} PRAGMA user_version = {Version}; COMMIT");
            connection.Run(Indexes);
            connection.Run(Devices);
            return;
        }
        connection.Run($"BEGIN IMMEDIATE; {Tables} {Additions} {Addressees} {Notices} {ReadTimes} {NumberedMembers} {PlacesAndTokens} "
            + $"{PlacesInMilliseconds} {Indexes} {Devices} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
        connection["INSERT INTO meta (name, value) VALUES ('secret', ?1)"].Execute(RandomNumberGenerator.GetBytes(32));
        connection.Run("COMMIT");
    }

    public static ReadOnlyMemory<byte> ReadSecret(StoreConnection connection) =>
        connection["SELECT value FROM meta WHERE name = 'secret'"].FirstOrDefault(row => new ReadOnlyMemory<byte>(row.Octets(0).ToArray()));

    static bool IsEmpty(StoreConnection connection) => Number(connection, "SELECT count(*) FROM sqlite_schema") == 0;

    static long Number(StoreConnection connection, string sql) => connection[sql].FirstOrDefault(row => row.Long(0));
}
