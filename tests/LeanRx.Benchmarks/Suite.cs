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
        await IdleSocketsAsync();
        await ServersAsync();
        await AcksAsync();
        await FanOutAsync();
        await StartAsync();
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

    /// <summary>What idle sockets cost three servers. Answers 0 when every bar was reached, else 1.</summary>
    public async Task<int> IdleSocketsAsync()
    {
        var count = IdleSockets.Bounded(arguments.IdleSockets);
        var runs = await IdleSockets.MeasureAsync([(["--serve-bare"], "/idle"), (["--serve-lean", "memory"], "/"), (["--serve-pipeline"], "/")], count,
            arguments.Settling);
        var table = new Table($"{count:N0} idle sockets, pinged every {IdleSockets.PingInterval.TotalSeconds} s", "Kestrel's WebSocket", "LeanServer",
            "MapLeanRx", "LeanServer : Kestrel", "MapLeanRx : Kestrel", "bar", "");
        double[] kilobytes = [.. runs.Select(run => run.KilobytesEach)];
        table.Row(["resident KB per socket", .. kilobytes.Select(Table.Number), .. Ratios(kilobytes), "LeanServer ≤ 12, MapLeanRx ≤ 17",
            Judge(kilobytes[1] <= 12 && kilobytes[2] <= 17)]);
        double[] milliseconds = [.. runs.Select(run => run.MillisecondsPerSecond)];
        var ratios = Ratios(milliseconds);
        table.Row(["milliseconds of the server's processor per second", .. milliseconds.Select(Table.Number), .. ratios, "≤ 0.25 × Kestrel",
            Judge(milliseconds[1] <= 0.25 * milliseconds[0] && milliseconds[2] <= 0.25 * milliseconds[0])]);
        return _misses == 0 ? 0 : 1;

        static IEnumerable<string> Ratios(double[] values) => values.Skip(1).Select(value => Table.Number(value / values[0]));
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

    /// <summary>Our server beside a bare one, with the same clients; nothing is stored.</summary>
    async Task AcksAsync()
    {
        await using var bare = await ServerProcess.StartAsync("--serve-bare");
        await using var lean = await ServerProcess.StartAsync("--serve-lean", "nothing");
        ServerProcess[] servers = [bare, lean];
        var clients = servers.ToDictionary(server => server, server => Enumerable.Range(0, 100).Select(number =>
            Roster.Make("leanrx", server.Address, $"tom{number}")).ToArray());
        foreach (var client in clients.Values.SelectMany(all => all))
            await client.OpenAsync();
        foreach (var server in servers)
            await SendRun.MeasureAsync(clients[server][0], 256, arguments.WarmUp / 2);

        var table = new Table("a server that acks, nothing stored, LeanRx clients", "Kestrel's WebSocket", "LeanServer", "LeanServer : Kestrel", "bar", "");
        foreach (var (count, outstanding, bar) in new[] { (1, 256, 1.25), (100, 16, 0.85), (1, 1, 0.9) })
        {
            var runs = await Comparison.RunAsync(servers, arguments.Rounds, server =>
                AckRun.MeasureAsync(server, clients[server][..count], outstanding, arguments.Sending));
            var what = $"{count} × {outstanding} outstanding";
            Least(table, $"acked sends per second, {what}", runs, run => run.PerSecond, bar);
            Most(table, $"microseconds of the server's processor per send, {what}", runs, run => run.MicrosecondsEach, outstanding == 256 ? 0.85 : 0);
            if (outstanding != 256)
                continue;
            var bytes = Medians(runs, run => run.BytesEach);
            table.Row([$"bytes allocated per send, {what}", .. bytes.Select(Table.Number), Table.Number(bytes[1] / bytes[0]), "≤ 800",
                Judge(bytes[1] <= 800)]);
        }
        foreach (var client in clients.Values.SelectMany(all => all))
            await client.DisposeAsync();
    }

    /// <summary>How long a process takes from its start to its first message. Answers 0 when every bar was reached, else 1.</summary>
    /// <param name="native">A program that is compiled to machine code, and takes the address of a server.</param>
    public async Task<int> StartAsync(string? native = null)
    {
        await using var server = await ServerProcess.StartAsync("--serve-lean", "memory");
        var table = new Table("milliseconds from the start of a process to its first message", "median", "bar", "");
        await RowAsync("compiled as it runs", 211, () => StartRun.MeasureOwnAsync(server));
        if (native is not null)
            await RowAsync("compiled ahead of time", 24, () => StartRun.MeasureAsync(native, server.Address.AbsoluteUri));
        return _misses == 0 ? 0 : 1;

        async Task RowAsync(string what, double most, Func<Task<double>> measure)
        {
            var runs = await Comparison.RunAsync([measure], arguments.Rounds, static measure => measure());
            var median = Comparison.Median(runs[0]);
            table.Row(what, Table.Number(median), $"≤ {most}", Judge(median <= most));
        }
    }

    async Task FanOutAsync()
    {
        await using var bare = await ServerProcess.StartAsync("--serve-bare");
        await using var lean = await ServerProcess.StartAsync("--serve-lean", "memory");
        FanOut[] fans = [new(bare), new(lean)];
        foreach (var fan in fans)
            await fan.OpenAsync(Arguments.Members);
        var table = new Table($"fan-out to {Arguments.Members:N0} members", "Kestrel, one await each", "LeanRx server",
            "LeanRx : Kestrel", "bar", "");
        foreach (var messages in new[] { 1, arguments.Broadcasts })
        {
            await Comparison.RunAsync(fans, 2, fan => fan.MeasureAsync(messages));
            var runs = await Comparison.RunAsync(fans, arguments.Rounds, fan => fan.MeasureAsync(messages));
            var (what, bar) = messages == 1 ? ("one message at a time", 0.95) : ($"{messages} messages at once", 2.5);
            Least(table, $"deliveries per second, {what}", runs, run => run.PerSecond, bar);
            Most(table, $"microseconds of the server's processor per delivery, {what}", runs, run => run.MicrosecondsEach, messages == 1 ? 0 : 0.40);
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

    /// <summary>A row of two, of which the second is to reach a share of the first.</summary>
    void Least<TRun>(Table table, string what, TRun[][] runs, Func<TRun, double> value, double bar)
    {
        var ratio = Comparison.Ratio(runs[1], runs[0], value);
        table.Row([what, .. Medians(runs, value).Select(Table.Rate), Table.Number(ratio), $"≥ {Table.Number(bar)}", Judge(ratio >= bar)]);
    }

    /// <summary>A row of two, of which the second is to stay below a share of the first; 0 where there is no bar.</summary>
    void Most<TRun>(Table table, string what, TRun[][] runs, Func<TRun, double> value, double bar)
    {
        var ratio = Comparison.Ratio(runs[1], runs[0], value);
        string[] verdict = bar > 0 ? [$"≤ {Table.Number(bar)}", Judge(ratio <= bar)] : [];
        table.Row([what, .. Medians(runs, value).Select(Table.Number), Table.Number(ratio), .. verdict]);
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
