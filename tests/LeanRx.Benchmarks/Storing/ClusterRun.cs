using System.Globalization;
using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Measuring;
using LeanRx.Benchmarks.Servers;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Benchmarks.Storing;

/// <summary>
/// One node of a cluster beside a server alone, and two nodes beside one, all on PostgreSQL and through sockets: sends into conversations that the other node
/// owns, and fan-out to members of whom half are at each node. Answers 0 when every bar was reached, else 1.
/// </summary>
static class ClusterRun
{
    const int Rounds = 5;

    /// <summary>Rounds before, of all alike, that are not counted: a server runs for weeks, and after one round the compiler is still at work.</summary>
    const int WarmUps = 5;

    public static async Task<int> RunAsync(string connectionString, int messages)
    {
        await using var alone = await ServerProcess.StartAsync("--serve-lean", connectionString);
        await using var one = await BenchmarkCluster.StartAsync(connectionString, "leanrx_benchmark_one", nodes: 1);
        await using var two = await BenchmarkCluster.StartAsync(connectionString, "leanrx_benchmark_two", nodes: 2);
        IReadOnlyList<ServerProcess>[] subjects = [[alone], one.Nodes, two.Nodes];
        var passes = await SendsAsync(connectionString, subjects, two, messages);
        return await FanOutAsync(subjects) && passes ? 0 : 1;
    }

    static async Task<bool> SendsAsync(string connectionString, IReadOnlyList<ServerProcess>[] subjects, BenchmarkCluster two, int messages)
    {
        List<(HandWrittenClient Client, IReadOnlyList<string> Conversations)> clients = [];
        foreach (var nodes in subjects)
        {
            var client = new HandWrittenClient(Roster.WebSocketOf(nodes[0].Address), "tom", static _ => { });
            await client.OpenAsync();
            clients.Add((client, nodes.Count == 1 ? await Workload.OpenAsync(client) : await two.OpenRemoteAsync(client)));
        }
        var run = Environment.TickCount64.ToString("x", CultureInfo.InvariantCulture);
        List<StoreRate>[] rates = [[], [], [], []];
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var before = await PlainRows.TransactionsAsync(connectionString, LeanServerHost.Schema);
            for (var subject = 0; subject < subjects.Length; subject++)
            {
                var (nodes, (client, conversations)) = (subjects[subject], clients[subject]);
                var rate = await StoreRate.MeasureAsync(messages, () => ServerProcess.Spent(nodes),
                    () => Workload.SendAsync(client, conversations, messages, $"{run}{subject}n{round}"));
                if (round >= 0)
                    rates[subject + 1].Add(rate);
            }
            var batch = messages / (int)(await PlainRows.TransactionsAsync(connectionString, LeanServerHost.Schema) - before);
            rates[0].Add(await StoreRate.MeasureAsync(messages, static () => Environment.CpuUsage.TotalTime,
                () => PlainRows.InsertAsync(connectionString, LeanServerHost.Schema, Workload.Rows(messages, $"{run}p{round}"), batch)));
        }
        rates[0].RemoveRange(0, WarmUps);
        foreach (var (client, _) in clients)
            await client.DisposeAsync();

        var table = new Table($"{Workload.Describe(messages)}, through a socket", "plain Npgsql", "a server alone", "one node",
            "two nodes, all sent to the other", "one : plain", "one : alone", "two : one", "bar", "");
        Func<double, double, bool> isFast = static (one, two) => one >= 0.5 && two >= 0.75;
        const string fast = "one ≥ 0.5 × plain, two ≥ 0.75 × one";
        var passes = Row("messages per second", it => it.PerSecond, Table.Rate, isFast, fast);
        passes &= Row("messages per processor second of the nodes and of PostgreSQL", it => it.PerProcessor, Table.Rate, isFast, fast);
        passes &= Row("microseconds of the nodes' processor per message", it => 1e6 / it.PerProgram, Table.Number, (_, two) => two <= 1.6, "two ≤ 1.6 × one");
        return passes;

        bool Row(string what, Func<StoreRate, double> value, Func<double, string> text, Func<double, double, bool> isReached, string bar)
        {
            double[] medians = [.. rates.Select(rounds => Comparison.Median(rounds.Select(value)))];
            StoreRate[][] all = [.. rates.Select(rounds => rounds.ToArray())];
            var (toPlain, toAlone, toOne) = (Comparison.Ratio(all[2], all[0], value), Comparison.Ratio(all[2], all[1], value),
                Comparison.Ratio(all[3], all[2], value));
            var passes = isReached(toPlain, toOne);
            table.Row([what, .. medians.Select(text), .. new[] { toPlain, toAlone, toOne }.Select(Table.Number), bar, Table.Verdict(passes)]);
            return passes;
        }
    }

    static async Task<bool> FanOutAsync(IReadOnlyList<ServerProcess>[] subjects)
    {
        FanOut[] fans = [.. subjects.Select(static nodes => new FanOut(nodes))];
        foreach (var fan in fans)
            await fan.OpenAsync(Arguments.Members);
        var table = new Table($"fan-out to {Arguments.Members:N0} members, 100 messages at once", "a server alone", "one node",
            "two nodes, half of them at each", "one : alone", "two : one", "bar", "");
        await Comparison.RunAsync(fans, WarmUps, static fan => fan.MeasureAsync(100));
        var runs = await Comparison.RunAsync(fans, Rounds, static fan => fan.MeasureAsync(100));
        foreach (var fan in fans)
            await fan.DisposeAsync();
        var passes = Comparison.Ratio(runs[2], runs[1], static run => run.PerSecond) >= 0.8;
        Row("deliveries per second", static run => run.PerSecond, Table.Rate, "two ≥ 0.8 × one", Table.Verdict(passes));
        Row("deliveries per processor second of the nodes", static run => 1e6 / run.MicrosecondsEach, Table.Rate);
        return passes;

        void Row(string what, Func<FanRun, double> value, Func<double, string> text, params string[] bar) =>
            table.Row([what, .. runs.Select(rounds => text(Comparison.Median(rounds.Select(value)))),
                Table.Number(Comparison.Ratio(runs[1], runs[0], value)), Table.Number(Comparison.Ratio(runs[2], runs[1], value)), .. bar]);
    }
}
