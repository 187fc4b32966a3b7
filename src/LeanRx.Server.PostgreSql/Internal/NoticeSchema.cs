namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>
/// The tables of notifications. A notification is stored once, and not for each client that it is for. Sums, and times up to which some were dropped, are kept
/// beside them; functions keep them, since what is dropped depends on what is there.
/// </summary>
static class NoticeSchema
{
    /// <summary>The smallest bigint: before all times.</summary>
    const string Never = "(-9223372036854775807 - 1)";

    public const string Sql = $"""
        CREATE TABLE notified (app text COLLATE "C" NOT NULL, client text COLLATE "C" NOT NULL, PRIMARY KEY (app, client));
        CREATE TABLE notice (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, app text COLLATE "C" NOT NULL, conversation text COLLATE "C" NOT NULL,
            timestamp bigint NOT NULL, is_permanent boolean NOT NULL, frame text NOT NULL, bytes bigint NOT NULL, addressees bigint NOT NULL,
            excepted text[] NOT NULL);
        CREATE INDEX notice_by_application ON notice (app, number);
        CREATE INDEX notice_by_time ON notice (app, timestamp);
        CREATE INDEX notice_by_conversation ON notice (app, conversation, timestamp, number) WHERE addressees = 0;
        CREATE TABLE notice_client (
            app text COLLATE "C" NOT NULL, client text COLLATE "C" NOT NULL, timestamp bigint NOT NULL, number bigint NOT NULL, effect bigint NOT NULL,
            PRIMARY KEY (app, client, timestamp, number));
        CREATE TABLE notice_log (
            app text COLLATE "C" NOT NULL, conversation text COLLATE "C" NOT NULL, count bigint NOT NULL, bytes bigint NOT NULL, forgotten_to bigint NOT NULL,
            PRIMARY KEY (app, conversation)) WITH (fillfactor = 50);
        CREATE TABLE notice_reader (
            app text COLLATE "C" NOT NULL, client text COLLATE "C" NOT NULL, forgotten_to bigint NOT NULL, PRIMARY KEY (app, client));

        -- What is kept of a conversation, or of the application under the empty id, is summed up as it changes.
        CREATE FUNCTION sum_notices(of_app text, of_conversation text, more bigint, more_bytes bigint, forgotten bigint) RETURNS void LANGUAGE sql AS $$
            INSERT INTO notice_log AS l (app, conversation, count, bytes, forgotten_to) VALUES (of_app, of_conversation, more, more_bytes, forgotten)
            ON CONFLICT (app, conversation) DO UPDATE SET count = l.count + excluded.count, bytes = l.bytes + excluded.bytes,
                forgotten_to = greatest(l.forgotten_to, excluded.forgotten_to)
        $$;

        -- Drops one. Of the oldest of the application everybody is told that it is gone; of one of a conversation, those who were there.
        CREATE FUNCTION drop_notice(which bigint, is_oldest boolean) RETURNS boolean LANGUAGE plpgsql AS $$
        DECLARE gone notice;
        BEGIN
            DELETE FROM notice WHERE number = which RETURNING * INTO gone;
            IF NOT FOUND THEN RETURN false; END IF;
            PERFORM sum_notices(gone.app, '', -1, -gone.bytes, CASE WHEN is_oldest THEN gone.timestamp ELSE {Never} END);
            IF gone.addressees = 0 AND EXISTS (SELECT 1 FROM notice_log l WHERE l.app = gone.app AND l.conversation = gone.conversation AND l.count > 0) THEN
                PERFORM sum_notices(gone.app, gone.conversation, -1, -gone.bytes, gone.timestamp);
            END IF;
            RETURN true;
        END $$;

        CREATE FUNCTION add_notice(of_app text, of_conversation text, at bigint, permanent boolean, content text, size bigint, clients text[], others text[],
            its_effect integer, max_count bigint, max_conversation_bytes bigint, max_bytes bigint) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE added bigint; reader text; old record; kept notice_log;
        BEGIN
            INSERT INTO notice (app, conversation, timestamp, is_permanent, frame, bytes, addressees, excepted)
                VALUES (of_app, of_conversation, at, permanent, content, size, cardinality(clients), others) RETURNING number INTO added;
            PERFORM sum_notices(of_app, '', 1, size, {Never});

            IF cardinality(clients) = 0 THEN
                PERFORM sum_notices(of_app, of_conversation, 1, size, {Never});
                LOOP
                    SELECT * INTO kept FROM notice_log l WHERE l.app = of_app AND l.conversation = of_conversation;
                    EXIT WHEN kept.count <= max_count AND (kept.bytes <= max_conversation_bytes OR kept.count <= 0);
                    EXIT WHEN NOT drop_notice((SELECT n.number FROM notice n WHERE n.app = of_app AND n.conversation = of_conversation AND n.addressees = 0
                        ORDER BY n.timestamp, n.number LIMIT 1), false);
                END LOOP;
            END IF;

            FOREACH reader IN ARRAY clients LOOP
                INSERT INTO notice_client (app, client, timestamp, number, effect) VALUES (of_app, reader, at, added, its_effect);
                FOR old IN SELECT c.timestamp, c.number FROM notice_client c WHERE c.app = of_app AND c.client = reader
                    ORDER BY c.timestamp DESC, c.number DESC OFFSET max_count LOOP
                    DELETE FROM notice_client c WHERE c.app = of_app AND c.client = reader AND c.timestamp = old.timestamp AND c.number = old.number;
                    INSERT INTO notice_reader AS r (app, client, forgotten_to) VALUES (of_app, reader, old.timestamp)
                        ON CONFLICT (app, client) DO UPDATE SET forgotten_to = greatest(r.forgotten_to, excluded.forgotten_to);
                    UPDATE notice n SET addressees = n.addressees - 1 WHERE n.number = old.number AND n.addressees > 1;
                    IF NOT FOUND THEN PERFORM drop_notice(old.number, false); END IF;
                END LOOP;
            END LOOP;

            LOOP
                SELECT * INTO kept FROM notice_log l WHERE l.app = of_app AND l.conversation = '';
                EXIT WHEN kept.bytes <= max_bytes OR kept.count <= 0;
                EXIT WHEN NOT drop_notice((SELECT n.number FROM notice n WHERE n.app = of_app ORDER BY n.number LIMIT 1), true);
            END LOOP;
        END $$;
        """;
}
