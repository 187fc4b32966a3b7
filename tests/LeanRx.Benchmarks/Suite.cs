using System.Runtime.InteropServices;
using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Measuring;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks;

/// <summary>Everything, as Markdown. Answers 0 when every bar was reached, else 1.</summary>
sealed class Suite(Arguments arguments)
{
    static readonly string[] Names = ["raw", "signalr", "leanrx"];

    int _misses;

    public async Task<int> RunAsync()
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}. Medians " +
            $"of {arguments.Rounds} interleaved rounds; the server is a process of its own.");
        await using (var bare = await ServerProcess.StartAsync("--serve-bare"))
        {
            await ClientsAsync(bare.Address);
            await BatchingAsync(new Uri(bare.Address, "batch"));
            await IdleAsync(bare.Address);
        }
        await ServersAsync();
        await AcksAsync();
        await FanOutAsync();
        return _misses == 0 ? 0 : 1;
    }

    async Task ClientsAsync(Uri server)
    {
        var contenders = Names.Select(name => Roster.Make(name, server)).ToArray();
        foreach (var contender in contenders)
        {
            await contender.OpenAsync();
            await SendRun.MeasureAsync(contender, 256, arguments.WarmUp);
            await ReceiveRun.WarmUpAsync(contender, arguments.Pushed, arguments.WarmUp);
        }

        var table = new Table("client against a bare server that acks", "raw", "SignalR", "LeanRx", "LeanRx : raw", "LeanRx : SignalR", "bar", "");
        foreach (var outstanding in Arguments.Outstanding)
        {
            var runs = await Comparison.RunAsync(contenders, arguments.Rounds, contender => SendRun.MeasureAsync(contender, outstanding, arguments.Sending));
            Compare(table, $"awaited sends per second, {outstanding} outstanding", runs, run => run.PerSecond, outstanding == 256 ? (4.5, 2.2) : (0, 0));
            if (outstanding == 1)
            {
                Share(table, "microseconds until the ack, median, 1 outstanding", runs, run => run.Median, 1.0);
                Share(table, "the same, 99 of 100", runs, run => run.Tail);
                Limit(table, "bytes allocated per awaited send, 1 outstanding", Medians(runs, run => run.BytesEach), 800);
            }
            if (outstanding == 256)
            {
                Share(table, "microseconds of the client's processor per awaited send, 256 outstanding", runs, run => run.MicrosecondsEach, 0.20);
                Limit(table, "bytes allocated per awaited send, 256 outstanding", Medians(runs, run => run.BytesEach), 220);
            }
        }
        var received = await Comparison.RunAsync(contenders, arguments.Rounds, contender => ReceiveRun.MeasureAsync(contender, arguments.Pushed));
        Compare(table, "received messages of 200 bytes per second", received, run => run.PerSecond, (0, 2.5));
        Share(table, "microseconds of the client's processor per received message", received, run => run.MicrosecondsEach);
        Limit(table, "bytes allocated per received message", Medians(received, run => run.BytesEach), 280);
        await CountingAsync(server, contenders[2]);
        foreach (var contender in contenders)
            await contender.DisposeAsync();
    }

    /// <summary>Against a server that takes next to nothing it shows what the clients can do.</summary>
    async Task BatchingAsync(Uri server)
    {
        IContender[] contenders = [Roster.Make("raw", server), Roster.Make(Names[2], server)];
        foreach (var contender in contenders)
        {
            await contender.OpenAsync();
            await SendRun.MeasureAsync(contender, 256, arguments.WarmUp / 2);
        }
        var table = new Table("client against a bare server that acks all of a read with one write", "raw", "LeanRx", "LeanRx : raw", "bar", "");
        foreach (var outstanding in Arguments.Outstanding)
        {
            var runs = await Comparison.RunAsync(contenders, arguments.Rounds, contender => SendRun.MeasureAsync(contender, outstanding, arguments.Sending));
            var ratio = Comparison.Ratio(runs[1], runs[0], run => run.PerSecond);
            table.Row([$"awaited sends per second, {outstanding} outstanding", .. Medians(runs, run => run.PerSecond).Select(Table.Rate), Table.Number(ratio),
                .. outstanding == 256 ? ["6.5 × raw", Judge(ratio >= 6.5)] : Array.Empty<string>()]);
        }
        foreach (var contender in contenders)
            await contender.DisposeAsync();
    }

    /// <summary>Beside a socket that only counts it shows what is the client's and not the server's.</summary>
    async Task CountingAsync(Uri server, IContender lean)
    {
        await using var count = Roster.Make("count", server);
        await count.OpenAsync();
        await ReceiveRun.WarmUpAsync(count, arguments.Pushed, arguments.WarmUp);
        var runs = await Comparison.RunAsync([count, lean], arguments.Rounds, contender => ReceiveRun.MeasureAsync(contender, arguments.Pushed));
        var table = new Table("received messages of 200 bytes", "a socket that only counts", "LeanRx", "LeanRx : count", "bar", "");
        var rate = Comparison.Ratio(runs[1], runs[0], run => run.PerSecond);
        table.Row(["per second", .. Medians(runs, run => run.PerSecond).Select(Table.Rate), Table.Number(rate), "≥ 0.60", Judge(rate >= 0.60)]);
        var time = Comparison.Ratio(runs[1], runs[0], run => run.MicrosecondsEach);
        table.Row(["microseconds of the client's processor", .. Medians(runs, run => run.MicrosecondsEach).Select(Table.Number), Table.Number(time), "≤ 2.2",
            Judge(time <= 2.2)]);
    }

    async Task IdleAsync(Uri server)
    {
        var kilobytes = new double[Names.Length];
        for (var i = 0; i < Names.Length; i++)
            kilobytes[i] = await IdleMemory.MeasureAsync(Names[i], arguments.IdleClients, server);
        var table = new Table("memory", "raw", "SignalR", "LeanRx", "LeanRx : raw", "LeanRx : SignalR", "bar", "");
        Limit(table, $"resident KB per idle client, {arguments.IdleClients} clients", kilobytes, 44);
        kilobytes[2] = await IdleMemory.MeasureAsync("sockets", arguments.IdleClients, server);
        Limit(table, "the same, LeanRx over LeanRx.Transport.Sockets", kilobytes, 20);
    }

    async Task ServersAsync()
    {
        var table = new Table("against our own server", "raw", "LeanRx", "LeanRx : raw");
        foreach (var kind in new[] { "memory", "sqlite" })
        {
            await using var server = await ServerProcess.StartAsync("--serve-lean", kind);
            IContender[] contenders = [Roster.Make("raw", server.Address), Roster.Make(Names[2], server.Address)];
            foreach (var contender in contenders)
            {
                await contender.OpenAsync();
                await SendRun.MeasureAsync(contender, 256, arguments.WarmUp / 2);
            }
            foreach (var outstanding in Arguments.Outstanding)
            {
                var runs = await Comparison.RunAsync(contenders, arguments.Rounds, contender =>
                    SendRun.MeasureAsync(contender, outstanding, arguments.Sending));
                var ratio = Comparison.Ratio(runs[1], runs[0], run => run.PerSecond);
                table.Row([$"awaited sends per second, {(kind == "sqlite" ? "on SQLite" : "in memory")}, {outstanding} outstanding",
                    .. Medians(runs, run => run.PerSecond).Select(Table.Rate), Table.Number(ratio)]);
            }
            foreach (var contender in contenders)
                await contender.DisposeAsync();
        }
    }

    /// <summary>What the engine takes, without a store, beside a server that does nothing but ack.</summary>
    async Task AcksAsync()
    {
        await using var bare = await ServerProcess.StartAsync("--serve-bare");
        await using var lean = await ServerProcess.StartAsync("--serve-lean", "nothing");
        var table = new Table("server's acks, the same clients, no store", "Kestrel, a plain socket", "LeanRx server", "LeanRx : Kestrel", "bar", "");
        foreach (var (connections, outstanding, bar) in new[] { (1, 256, 1.25), (100, 16, 0.85), (1, 1, 0.9) })
        {
            ServerAcks[] servers = [new(bare, connections), new(lean, connections)];
            foreach (var server in servers)
            {
                await server.OpenAsync();
                await server.MeasureAsync(outstanding, arguments.WarmUp / 2);
            }
            var runs = await Comparison.RunAsync(servers, arguments.Rounds, server => server.MeasureAsync(outstanding, arguments.Sending));
            var what = $"{connections} × {outstanding}";
            var ratio = Comparison.Ratio(runs[1], runs[0], run => run.PerSecond);
            table.Row([$"acks per second, {what} outstanding", .. Medians(runs, run => run.PerSecond).Select(Table.Rate), Table.Number(ratio),
                $"≥ {Table.Number(bar)}", Judge(ratio >= bar)]);
            var time = Comparison.Ratio(runs[1], runs[0], run => run.MicrosecondsEach);
            string[] verdict = outstanding == 256 ? ["≤ 0.85", Judge(time <= 0.85)] : [];
            table.Row([$"microseconds of the server's processor per ack, {what} outstanding",
                .. Medians(runs, run => run.MicrosecondsEach).Select(Table.Number), Table.Number(time), .. verdict]);
            var bytes = Medians(runs, run => run.BytesEach);
            verdict = outstanding == 256 ? ["≤ 800", Judge(bytes[1] <= 800)] : [];
            table.Row([$"bytes that the server allocates per ack, {what} outstanding", .. bytes.Select(Table.Number), Table.Number(bytes[1] / bytes[0]),
                .. verdict]);
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    async Task FanOutAsync()
    {
        await using var bare = await ServerProcess.StartAsync("--serve-bare");
        await using var lean = await ServerProcess.StartAsync("--serve-lean", "memory");
        FanOut[] fans = [new(bare), new(lean)];
        foreach (var fan in fans)
            await fan.OpenAsync(Arguments.Members);
        var table = new Table($"fan-out to {Arguments.Members:N0} members", "Kestrel, one await each", "LeanRx server", "LeanRx : Kestrel", "bar", "");
        foreach (var messages in new[] { 1, arguments.Broadcasts })
        {
            await Comparison.RunAsync(fans, 2, fan => fan.MeasureAsync(messages));
            var runs = await Comparison.RunAsync(fans, arguments.Rounds, fan => fan.MeasureAsync(messages));
            var what = messages == 1 ? "one message at a time" : $"{messages} messages at once";
            var (ratio, bar) = (Comparison.Ratio(runs[1], runs[0], run => run.PerSecond), messages == 1 ? 0.95 : 2.5);
            table.Row([$"deliveries per second, {what}", .. Medians(runs, run => run.PerSecond).Select(Table.Rate), Table.Number(ratio),
                $"≥ {Table.Number(bar)}", Judge(ratio >= bar)]);
            var time = Comparison.Ratio(runs[1], runs[0], run => run.MicrosecondsEach);
            string[] verdict = messages == 1 ? [] : ["≤ 0.40", Judge(time <= 0.40)];
            table.Row([$"microseconds of the server's processor per delivery, {what}", .. Medians(runs, run => run.MicrosecondsEach).Select(Table.Number),
                Table.Number(time), .. verdict]);
        }
        foreach (var fan in fans)
            await fan.DisposeAsync();
    }

    static double[] Medians<TRun>(TRun[][] runs, Func<TRun, double> value) => [.. runs.Select(rounds => Comparison.Median(rounds.Select(value)))];

    void Compare<TRun>(Table table, string what, TRun[][] runs, Func<TRun, double> value, (double Raw, double SignalR) bar)
    {
        var toRaw = Comparison.Ratio(runs[2], runs[0], value);
        var toSignalR = Comparison.Ratio(runs[2], runs[1], value);
        string[] bars = [.. bar.Raw > 0 ? [$"{bar.Raw:0.0} × raw"] : Array.Empty<string>(), .. bar.SignalR > 0 ? [$"{bar.SignalR:0.0} × SignalR"]
            : Array.Empty<string>()];
        table.Row([what, .. Medians(runs, value).Select(Table.Rate), Table.Number(toRaw), Table.Number(toSignalR), string.Join(", ", bars), bars.Length == 0
            ? "" : Judge(toRaw >= bar.Raw && toSignalR >= bar.SignalR)]);
    }

    void Share<TRun>(Table table, string what, TRun[][] runs, Func<TRun, double> value, double most = double.PositiveInfinity)
    {
        var toRaw = Comparison.Ratio(runs[2], runs[0], value);
        string[] bar = double.IsFinite(most) ? [$"≤ {most:0.00} × raw", Judge(toRaw <= most)] : [];
        table.Row([what, .. Medians(runs, value).Select(Table.Number), Table.Number(toRaw), Table.Number(Comparison.Ratio(runs[2], runs[1], value)), .. bar]);
    }

    void Limit(Table table, string what, double[] values, double limit) =>
        table.Row([what, .. values.Select(Table.Number), Table.Number(values[2] / values[0]), Table.Number(values[2] / values[1]), $"≤ {limit:N0}",
            Judge(values[2] <= limit)]);

    string Judge(bool passes)
    {
        _misses += passes ? 0 : 1;
        return Table.Verdict(passes);
    }
}
