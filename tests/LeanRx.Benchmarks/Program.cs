using System.Globalization;
using BenchmarkDotNet.Running;
using LeanRx.Benchmarks;
using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Growing;
using LeanRx.Benchmarks.Importing;
using LeanRx.Benchmarks.Measuring;
using LeanRx.Benchmarks.Servers;
using LeanRx.Benchmarks.Storing;

switch (args)
{
    case ["--serve-bare"]:
        await BareServer.RunAsync();
        return 0;
    case ["--serve-lean", var kind]:
        await LeanServerHost.RunAsync(kind);
        return 0;
    case ["--serve-node", var connectionString, var schema, var port]:
        await LeanServerHost.RunNodeAsync(connectionString, schema, port);
        return 0;
    case ["--serve-pipeline"]:
        await PipelineHost.RunAsync();
        return 0;
    case ["--hold-sockets", var server, var first, var count]:
        await IdleSockets.HoldAsync(new Uri(server), int.Parse(first, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    case ["--first-message", var server]:
        await StartRun.RunAsync(new Uri(server));
        return 0;
    case ["--start", .. var native] when native.Length < 2:
        return await new Suite(Arguments.Full).StartAsync(native.FirstOrDefault());
    case ["--idle-sockets", var count]:
        return await new Suite(Arguments.Full with { IdleSockets = int.Parse(count, CultureInfo.InvariantCulture) }).IdleSocketsAsync();
    case ["--idle", var name, var count]:
        Console.WriteLine(await IdleMemory.MeasureAsync(name, int.Parse(count, CultureInfo.InvariantCulture)));
        return 0;
    case ["--idle", var name, var count, var server]:
        await using (var idle = new IdleClients(name, new Uri(server)))
            await IdleMemory.RunAsync(idle.OpenAsync, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    case ["--profile", var name, var outstanding, .. var serve]:
        await ProfileRun.RunAsync(name, int.Parse(outstanding, CultureInfo.InvariantCulture), serve);
        return 0;
    case ["--insert-plainly", var path, var messages, var conversations]:
        await PlainInserts.RunAsync(path,
            new SyntheticExport(int.Parse(messages, CultureInfo.InvariantCulture), int.Parse(conversations, CultureInfo.InvariantCulture)));
        return 0;
    case ["--import"]:
        return await ImportRun.RunAsync(1_000_000, 10_000);
    case ["--import", var messages, var conversations]:
        return await ImportRun.RunAsync(int.Parse(messages, CultureInfo.InvariantCulture), int.Parse(conversations, CultureInfo.InvariantCulture));
    case ["--store", var connectionString]:
        return await StoreRun.RunAsync(connectionString, 100_000);
    case ["--store", var connectionString, var messages]:
        return await StoreRun.RunAsync(connectionString, int.Parse(messages, CultureInfo.InvariantCulture));
    case ["--cluster", var connectionString]:
        return await ClusterRun.RunAsync(connectionString, 100_000);
    case ["--cluster", var connectionString, var messages]:
        return await ClusterRun.RunAsync(connectionString, int.Parse(messages, CultureInfo.InvariantCulture));
    case ["--growth"]:
        return await new GrowthRun(most: 100_000, sends: 100_000).RunAsync();
    case ["--growth", "--quick"]:
        return await new GrowthRun(most: 1000, sends: 20_000).RunAsync();
    case ["--telemetry"]:
        return await TelemetryRun.RunAsync(Arguments.Full);
    case ["--codec"]:
        BenchmarkRunner.Run<CodecBenchmarks>();
        return 0;
    case [] or ["--quick"]:
        return await new Suite(args is ["--quick"] ? Arguments.Quick : Arguments.Full).RunAsync();
    default:
        Console.Error.WriteLine("Usage: [--quick] | --codec | --telemetry | --growth [--quick]" +
            " | --idle raw|signalr|leanrx|sockets CLIENTS | --idle-sockets SOCKETS | --start [NATIVE_CLIENT]" +
            " | --import [MESSAGES CONVERSATIONS] | --store Host=… [MESSAGES] | --cluster Host=… [MESSAGES]" +
            " | --profile raw|count|signalr|leanrx|sockets|stack OUTSTANDING (0: receive)" +
            " | --profile fan|acks|crowd MESSAGES --serve-bare|--serve-lean memory|nothing");
        return 2;
}
