using System.Globalization;
using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Growing;
using LeanRx.Benchmarks.Measuring;
using LeanRx.Benchmarks.Servers;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Benchmarks.Storing;

/// <summary>
/// Sends into the store in PostgreSQL, to an engine on it, and through a socket to a server on it, 256 under way over 1,000 conversations, beside a plain
/// program that inserts such rows in batches as large as the store made them, in interleaved rounds. Answers 0 when the bar was reached, else 1.
/// </summary>
static class StoreRun
{
    const int Rounds = 5;
    const double Bar = 0.5;
    const string Schema = "leanrx_benchmark";

    static readonly Func<TimeSpan> s_spentHere = () => Environment.CpuUsage.TotalTime;

    public static async Task<int> RunAsync(string connectionString, int messages)
    {
        List<StoreRate> plain = [], stored = [], sent = [], served = [];
        List<int> batches = [];
        await using var server = await ServerProcess.StartAsync("--serve-lean", connectionString);
        await using var socket = new HandWrittenClient(Roster.WebSocketOf(server.Address), "tom", _ => { });
        await socket.OpenAsync();
        var conversations = await Workload.OpenAsync(socket);
        await using (var store = await PostgreSqlMessageStore.OpenAsync(connectionString, new() { Schema = Schema }))
        {
            foreach (var id in Enumerable.Range(0, Workload.Conversations).Select(Workload.Conversation))
                await store.Conversations.SaveAsync(new() { ApplicationId = AppOptions.Demo.ApplicationId, Id = id, Members = ["tom", "jerry"] });
            await using var engine = new MessagingEngine(store, new ServerOptions { Limits = ServerLimits.Unlimited });
            var tom = new EngineClient(engine, "tom");
            await tom.OpenAsync();
            // Rows that are there already would be passed over, by both of them.
            var run = Environment.TickCount64.ToString("x", CultureInfo.InvariantCulture);
            await StoreAsync(store, messages / 4, $"{run}w");
            await SendAsync(tom, messages / 4, $"{run}v");
            await Workload.SendAsync(socket, conversations, messages / 4, $"{run}u");
            for (var round = 0; round < Rounds; round++)
            {
                served.Add(await StoreRate.MeasureAsync(messages, server.Spent, () => Workload.SendAsync(socket, conversations, messages, $"{run}n{round}")));
                sent.Add(await StoreRate.MeasureAsync(messages, s_spentHere, () => SendAsync(tom, messages, $"{run}e{round}")));
                var before = await PlainRows.TransactionsAsync(connectionString, Schema);
                stored.Add(await StoreRate.MeasureAsync(messages, s_spentHere, () => StoreAsync(store, messages, $"{run}s{round}")));
                var batch = messages / (int)(await PlainRows.TransactionsAsync(connectionString, Schema) - before);
                batches.Add(batch);
                plain.Add(await StoreRate.MeasureAsync(messages, s_spentHere,
                    () => PlainRows.InsertAsync(connectionString, Schema, Workload.Rows(messages, $"{run}p{round}"), batch)));
            }
        }

        var batchSize = batches.Order().ElementAt(Rounds / 2);
        var table = new Table($"{Workload.Describe(messages)}, {batchSize} in a batch",
            "plain Npgsql", "the store", "an engine on it", "a server, through a socket", "store : plain", "engine : plain", "server : plain", "bar", "");
        var passes = Row(table, "messages per second", it => it.PerSecond);
        passes &= Row(table, "messages per processor second of the program and of PostgreSQL", it => it.PerProcessor);
        return Row(table, "messages per processor second of the program alone", it => it.PerProgram) && passes ? 0 : 1;

        bool Row(Table table, string what, Func<StoreRate, double> value)
        {
            double[] medians = [.. new[] { plain, stored, sent, served }.Select(rounds => rounds.Select(value).Order().ElementAt(Rounds / 2))];
            double[] ratios = [.. medians[1..].Select(median => median / medians[0])];
            var passes = ratios.All(ratio => ratio >= Bar);
            table.Row([what, .. medians.Select(Table.Rate), .. ratios.Select(Table.Number), $"≥ {Bar} × plain", Table.Verdict(passes)]);
            return passes;
        }
    }

    static Task SendAsync(EngineClient client, int messages, string name) => Outstanding.RunAsync(Workload.Rows(messages, name),
        row => client.AskAsync(new DirectFrame
        {
            ConversationId = row.ConversationId,
            Body = row.Data,
            DeduplicationToken = row.DeduplicationToken,
        }));

    static Task StoreAsync(IMessageStore store, int messages, string name) => Outstanding.RunAsync(Workload.Rows(messages, name),
        row => store.Messages.AppendAsync(row).AsTask());
}
