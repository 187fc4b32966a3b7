using LeanRx.Server.PostgreSql.Tests;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>
/// Has the database note by which epoch each message of some conversations was written, and refuse an epoch that is not above the one before.
/// </summary>
sealed class EpochWatch(DatabaseServer database, string connection)
{
    public async Task StartAsync(IEnumerable<string> conversationIds)
    {
        var slots = string.Join(", ", conversationIds.Select(id => $"('{id}', {Slots.Of("demo", id)})"));
        await database.RunAsync($"""
            CREATE TABLE public.watched (conversation text PRIMARY KEY, slot bigint NOT NULL);
            INSERT INTO public.watched VALUES {slots};
            CREATE TABLE public.written (number bigint GENERATED ALWAYS AS IDENTITY, conversation text, timestamp bigint, id text COLLATE "C", epoch bigint);
            CREATE FUNCTION public.ascend() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.epoch <= OLD.epoch THEN RAISE EXCEPTION 'epoch % of slot % after %', NEW.epoch, NEW.id, OLD.epoch; END IF;
                    RETURN NEW;
                END $$;
            CREATE TRIGGER ascend BEFORE UPDATE ON leanrx.slot FOR EACH ROW EXECUTE FUNCTION public.ascend();
            CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO public.written (conversation, timestamp, id, epoch)
                        SELECT NEW.conversation, NEW.timestamp, NEW.id, s.epoch FROM public.watched w JOIN leanrx.slot s ON s.id = w.slot
                        WHERE w.conversation = NEW.conversation;
                    RETURN NULL;
                END $$;
            CREATE TRIGGER note AFTER INSERT ON leanrx.message FOR EACH ROW EXECUTE FUNCTION public.note();
            """, connection);
    }

    /// <summary>How many messages stand after one that was written by a later epoch.</summary>
    public async Task<long> CountBackAsync() => (long)(await database.RunAsync("""
        SELECT count(*) FROM (SELECT epoch, max(epoch) OVER (PARTITION BY conversation ORDER BY timestamp, id) highest FROM public.written) w
        WHERE epoch < highest
        """, connection))!;

    /// <summary>By how many epochs they were written.</summary>
    public async Task<long> CountAsync() =>
        (long)(await database.RunAsync("SELECT count(*) FROM (SELECT DISTINCT conversation, epoch FROM public.written) w", connection))!;
}
