using System.Security.Cryptography;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>The tables of a store.</summary>
static class Schema
{
    /// <summary>The version that this code reads and writes.</summary>
    public const int Version = 3;

    /// <summary>The type of text messages: most are, so that an index of them would cost every send and spare nothing.</summary>
    public const int Text = -1;

    // Ids are compared ordinally, whatever the language of the database. The row of the writer is changed by every transaction, and finds room beside itself.
    static readonly string s_tables = $$"""
        CREATE TABLE store (version integer NOT NULL, secret bytea NOT NULL);
        CREATE TABLE probe (number integer PRIMARY KEY, value bytea NOT NULL);
        CREATE TABLE writer (
            epoch bigint NOT NULL, batch bigint NOT NULL CONSTRAINT one_server_writes CHECK (batch >= 0), server text NOT NULL, since timestamptz NOT NULL)
            WITH (fillfactor = 10);
        INSERT INTO writer (epoch, batch, server, since) VALUES (0, 0, '', now());

        CREATE TABLE conversation (
            app text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, name text COLLATE "C", creator text COLLATE "C", muted text[] NOT NULL,
            is_transient boolean NOT NULL, is_system boolean NOT NULL, is_unique boolean NOT NULL, is_temporary boolean NOT NULL,
            expires_at bigint, unique_id text COLLATE "C", attributes text, columns text NOT NULL,
            created_at bigint NOT NULL, updated_at bigint NOT NULL, last_message_at bigint,
            PRIMARY KEY (app, id));
        CREATE INDEX conversation_by_unique_id ON conversation (app, unique_id, created_at, id) WHERE unique_id IS NOT NULL;
        CREATE INDEX conversation_by_name ON conversation (app, name) WHERE name IS NOT NULL;
        CREATE INDEX conversation_room ON conversation (app) WHERE is_transient;
        CREATE INDEX conversation_temporary ON conversation (app) WHERE is_temporary;

        CREATE TABLE member (
            app text COLLATE "C" NOT NULL, client text COLLATE "C" NOT NULL, conversation text COLLATE "C" NOT NULL, number bigint NOT NULL,
            PRIMARY KEY (app, client, conversation));
        CREATE INDEX member_by_conversation ON member (app, conversation, number) INCLUDE (client);

        CREATE TABLE message (
            app text COLLATE "C" NOT NULL, conversation text COLLATE "C" NOT NULL, timestamp bigint NOT NULL, id text COLLATE "C" NOT NULL,
            sender text COLLATE "C" NOT NULL, data text NOT NULL, is_binary boolean NOT NULL, type integer, token text COLLATE "C",
            receipt_requested boolean NOT NULL, mention_all boolean NOT NULL, mentioned text, delivered_at bigint, read_at bigint, patched_at bigint,
            valid_until bigint, recipients text[] COLLATE "C",
            PRIMARY KEY (app, conversation, timestamp, id));
        CREATE UNIQUE INDEX message_by_id ON message (app, conversation, id);
        CREATE UNIQUE INDEX message_by_token ON message (app, conversation, sender, token) WHERE token IS NOT NULL;
        CREATE INDEX message_by_type ON message (app, conversation, type, timestamp, id) WHERE type IS NOT NULL AND type <> {{Text}};
        CREATE INDEX message_by_time ON message (app, timestamp, id, sender, conversation);
        CREATE INDEX message_by_change ON message (app, conversation, patched_at, id) WHERE patched_at IS NOT NULL;
        CREATE INDEX message_broadcast ON message (app, timestamp, id) WHERE valid_until IS NOT NULL;
        CREATE TABLE addressee (
            app text COLLATE "C" NOT NULL, conversation text COLLATE "C" NOT NULL, client text COLLATE "C" NOT NULL, timestamp bigint NOT NULL,
            id text COLLATE "C" NOT NULL, PRIMARY KEY (app, conversation, client, timestamp, id));

        CREATE TABLE cursor (
            app text COLLATE "C" NOT NULL, client text COLLATE "C" NOT NULL, conversation text COLLATE "C" NOT NULL, delivered_to bigint NOT NULL,
            read_to bigint NOT NULL, joined_at bigint, read_at bigint, PRIMARY KEY (app, client, conversation));
        CREATE INDEX cursor_by_conversation ON cursor (app, conversation, client);

        CREATE TABLE receipt (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, app text COLLATE "C" NOT NULL, client text COLLATE "C" NOT NULL,
            conversation text NOT NULL, message text NOT NULL, timestamp bigint NOT NULL, is_read boolean NOT NULL, sender text NOT NULL);
        CREATE INDEX receipt_by_client ON receipt (app, client, number);

        CREATE TABLE standing (
            app text COLLATE "C" NOT NULL, conversation text COLLATE "C" NOT NULL, client text COLLATE "C" NOT NULL, role text, silenced_until bigint,
            is_blocked boolean NOT NULL, blocks_conversation boolean NOT NULL, PRIMARY KEY (app, conversation, client));
        CREATE INDEX standing_by_client ON standing (app, client, conversation);
        CREATE TABLE kick (app text COLLATE "C" NOT NULL, client text COLLATE "C" NOT NULL, at bigint NOT NULL, PRIMARY KEY (app, client));
        CREATE INDEX kick_by_time ON kick (app, at, client);
        """;

    // What version 2 has beside version 1. A server that is alone writes as the node of no name.
    static readonly string s_second = $"""
        ALTER TABLE writer ADD COLUMN node text COLLATE "C" NOT NULL DEFAULT '' PRIMARY KEY, DROP CONSTRAINT one_server_writes,
            ADD CONSTRAINT one_server_writes CHECK (batch <> -1), ADD CONSTRAINT slots_are_held CHECK (batch <> -2);
        {SlotTable.Sql}
        CREATE INDEX conversation_service ON conversation (app) WHERE is_system;
        CREATE INDEX conversation_by_creation ON conversation (app, created_at DESC, id);
        CREATE INDEX conversation_by_update ON conversation (app, updated_at DESC, id);
        """;

    /// <summary>What version 3 has beside version 2: up to which message of a millisecond somebody has come.</summary>
    const string Third = "ALTER TABLE cursor ADD COLUMN delivered_id text, ADD COLUMN read_id text;";

    /// <summary>Makes the tables in an empty schema.</summary>
    public static async ValueTask CreateAsync(Session session, CancellationToken cancellationToken)
    {
        await session.RunAsync($"{s_tables} {NoticeSchema.Sql} {DeviceTable.Sql} {s_second} {Third}", cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync($"INSERT INTO store (version, secret) VALUES ({new Raw($"{Version}")}, {RandomNumberGenerator.GetBytes(32)})",
            cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Makes of the tables of an earlier version those of this one.</summary>
    public static async ValueTask UpgradeAsync(Session session, long version, CancellationToken cancellationToken)
    {
        var hasDevices = await session.FirstOrDefaultAsync($"SELECT to_regclass('device') IS NOT NULL", row => row.Bool(0), cancellationToken)
            .ConfigureAwait(false);
        await session.RunAsync($"{(hasDevices ? "" : DeviceTable.Sql)} {(version < 2 ? s_second : "")} {Third} UPDATE store SET version = {Version}",
            cancellationToken)
            .ConfigureAwait(false);
    }

    public static async ValueTask<ReadOnlyMemory<byte>> ReadSecretAsync(Session session, CancellationToken cancellationToken) =>
        await session.FirstOrDefaultAsync($"SELECT secret FROM store", row => row.Octets(0), cancellationToken).ConfigureAwait(false);
}
