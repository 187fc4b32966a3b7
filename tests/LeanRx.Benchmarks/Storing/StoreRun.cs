using System.Diagnostics;
using System.Globalization;
using LeanRx.Benchmarks.Growing;
using LeanRx.Benchmarks.Measuring;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Benchmarks.Storing;

/// <summary>
/// Sends into the store in PostgreSQL, and to an engine on it, 256 under way over 1,000 conversations, beside a plain program that inserts such rows in batches
/// as large as the store made them, in interleaved rounds. Answers 0 when the bar was reached, else 1.
/// </summary>
static class StoreRun
{
    const int Outstanding = 256;
    const int Conversations = 1000;
    const int Rounds = 5;
    const double Bar = 0.5;
    const string Schema = "leanrx_benchmark";

    public static async Task<int> RunAsync(string connectionString, int messages)
    {
        List<(double Rate, double PerProcessor)> plain = [], stored = [], sent = [];
        List<int> batches = [];
        await using (var store = await PostgreSqlMessageStore.OpenAsync(connectionString, new() { Schema = Schema }))
        {
            foreach (var id in Enumerable.Range(0, Conversations).Select(Conversation))
                await store.Conversations.SaveAsync(new() { ApplicationId = AppOptions.Demo.ApplicationId, Id = id, Members = ["tom", "jerry"] });
            await using var engine = new MessagingEngine(store, new ServerOptions { Limits = ServerLimits.Unlimited });
            var tom = new EngineClient(engine, "tom");
            await tom.OpenAsync();
            // Rows that are there already would be passed over, by both of them.
            var run = Environment.TickCount64.ToString("x", CultureInfo.InvariantCulture);
            await StoreAsync(store, messages / 4, $"{run}w");
            await SendAsync(tom, messages / 4, $"{run}v");
            for (var round = 0; round < Rounds; round++)
            {
                sent.Add(await MeasureAsync(messages, () => SendAsync(tom, messages, $"{run}e{round}")));
                var before = await PlainRows.TransactionsAsync(connectionString, Schema);
                stored.Add(await MeasureAsync(messages, () => StoreAsync(store, messages, $"{run}s{round}")));
                var batch = messages / (int)(await PlainRows.TransactionsAsync(connectionString, Schema) - before);
                batches.Add(batch);
                plain.Add(await MeasureAsync(messages, () => PlainRows.InsertAsync(connectionString, Schema, Rows(messages, $"{run}p{round}"), batch)));
            }
        }

        var batchSize = batches.Order().ElementAt(Rounds / 2);
        var table = new Table($"{messages:N0} messages of 300 bytes, {Conversations:N0} conversations, {Outstanding} under way, {batchSize} in a batch",
            "plain Npgsql", "the store", "an engine on it", "store : plain", "engine : plain", "bar", "");
        Row(table, "messages per second", it => it.Rate);
        return Row(table, "messages per processor second of the program", it => it.PerProcessor) ? 0 : 1;

        bool Row(Table table, string what, Func<(double Rate, double PerProcessor), double> value)
        {
            var (beside, store, engine) = (Median(plain, value), Median(stored, value), Median(sent, value));
            var passes = store / beside >= Bar && engine / beside >= Bar;
            table.Row(what, Table.Rate(beside), Table.Rate(store), Table.Rate(engine), Table.Number(store / beside), Table.Number(engine / beside),
                $"≥ {Bar} × plain", Table.Verdict(passes));
            return passes;
        }
    }

    static Task SendAsync(EngineClient client, int messages, string name) => EachAsync(Rows(messages, name), row => client.AskAsync(new DirectFrame
    {
        ConversationId = row.ConversationId,
        Body = row.Data,
        DeduplicationToken = row.DeduplicationToken,
    }));

    static Task StoreAsync(IMessageStore store, int messages, string name) => EachAsync(Rows(messages, name), row => store.Messages.AppendAsync(row).AsTask());

    static async Task EachAsync(IEnumerable<StoredMessage> messages, Func<StoredMessage, Task> send)
    {
        using var rows = messages.GetEnumerator();
        await Task.WhenAll(Enumerable.Range(0, Outstanding).Select(async _ =>
        {
            while (Next() is { } row) await send(row);
        }));

        StoredMessage? Next()
        {
            lock (rows) return rows.MoveNext() ? rows.Current : null;
        }
    }

    static string Conversation(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number:D23}");

    static IEnumerable<StoredMessage> Rows(int messages, string name)
    {
        var random = new Random(1);
        var data = new string('x', 300);
        for (var number = 0; number < messages; number++)
            yield return new StoredMessage
            {
                ApplicationId = "demo",
                ConversationId = Conversation(random.Next(Conversations)),
                Id = string.Create(CultureInfo.InvariantCulture, $"{name}{number:D11}"),
                From = "tom",
                Timestamp = 1_700_000_000_000 + number,
                Data = data,
                MessageType = -1,
                DeduplicationToken = string.Create(CultureInfo.InvariantCulture, $"{name}-{number:D11}"),
            };
    }

    static async Task<(double Rate, double PerProcessor)> MeasureAsync(int messages, Func<Task> run)
    {
        var (began, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await run();
        return (messages / Stopwatch.GetElapsedTime(began).TotalSeconds, messages / (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    static double Median(List<(double Rate, double PerProcessor)> rounds, Func<(double Rate, double PerProcessor), double> value) =>
        rounds.Select(value).Order().ElementAt(rounds.Count / 2);
}
