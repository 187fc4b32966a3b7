using System.Diagnostics;
using System.Globalization;
using LeanRx.Benchmarks.Measuring;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Benchmarks.Storing;

/// <summary>
/// Sends into the store in PostgreSQL, 256 under way over 1,000 conversations, beside a plain program that inserts such rows in batches as large as the store
/// made them, in interleaved rounds. Answers 0 when the bar was reached, else 1.
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
        List<(double Rate, double PerProcessor)> plain = [], stored = [];
        List<int> batches = [];
        await using (var store = await PostgreSqlMessageStore.OpenAsync(connectionString, new() { Schema = Schema }))
        {
            // Rows that are there already would be passed over, by both of them.
            var run = Environment.TickCount64.ToString("x", CultureInfo.InvariantCulture);
            await SendAsync(store, messages / 4, $"{run}w");
            for (var round = 0; round < Rounds; round++)
            {
                var before = await PlainRows.TransactionsAsync(connectionString, Schema);
                stored.Add(await MeasureAsync(messages, () => SendAsync(store, messages, $"{run}s{round}")));
                var batch = messages / (int)(await PlainRows.TransactionsAsync(connectionString, Schema) - before);
                batches.Add(batch);
                plain.Add(await MeasureAsync(messages, () => PlainRows.InsertAsync(connectionString, Schema, Rows(messages, $"{run}p{round}"), batch)));
            }
        }

        var batchSize = batches.Order().ElementAt(Rounds / 2);
        var table = new Table($"{messages:N0} messages of 300 bytes, {Conversations:N0} conversations, {Outstanding} under way, {batchSize} in a batch",
            "plain Npgsql", "the store", "store : plain", "bar", "");
        table.Row("messages per second", Table.Rate(Median(plain, it => it.Rate)), Table.Rate(Median(stored, it => it.Rate)),
            Table.Number(Median(stored, it => it.Rate) / Median(plain, it => it.Rate)));
        var ratio = Median(stored, it => it.PerProcessor) / Median(plain, it => it.PerProcessor);
        table.Row("messages per processor second of the program", Table.Rate(Median(plain, it => it.PerProcessor)),
            Table.Rate(Median(stored, it => it.PerProcessor)), Table.Number(ratio), $"{Bar} × plain", Table.Verdict(ratio >= Bar));
        return ratio >= Bar ? 0 : 1;
    }

    static async Task SendAsync(IMessageStore store, int messages, string name)
    {
        using var rows = Rows(messages, name).GetEnumerator();
        await Task.WhenAll(Enumerable.Range(0, Outstanding).Select(async _ =>
        {
            while (Next() is { } row) await store.Messages.AppendAsync(row);
        }));

        StoredMessage? Next()
        {
            lock (rows) return rows.MoveNext() ? rows.Current : null;
        }
    }

    static IEnumerable<StoredMessage> Rows(int messages, string name)
    {
        var random = new Random(1);
        var data = new string('x', 300);
        for (var number = 0; number < messages; number++)
            yield return new StoredMessage
            {
                ApplicationId = "demo",
                ConversationId = string.Create(CultureInfo.InvariantCulture, $"c{random.Next(Conversations):D23}"),
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
