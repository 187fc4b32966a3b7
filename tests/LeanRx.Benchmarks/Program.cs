using System.Globalization;
using BenchmarkDotNet.Running;
using LeanRx.Benchmarks;
using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Measuring;
using LeanRx.Benchmarks.Servers;

switch (args)
{
    case ["--serve-bare"]:
        await BareServer.RunAsync();
        return 0;
    case ["--serve-lean", var kind]:
        await LeanServerHost.RunAsync(kind);
        return 0;
    case ["--idle", var name, var count, var server]:
        await using (var idle = new IdleClients(name, new Uri(server)))
            await IdleMemory.RunAsync(idle.OpenAsync, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    case ["--profile", var name, var outstanding, .. var serve]:
        await ProfileRun.RunAsync(name, int.Parse(outstanding, CultureInfo.InvariantCulture), serve);
        return 0;
    case ["--codec"]:
        BenchmarkRunner.Run<CodecBenchmarks>();
        return 0;
    case [] or ["--quick"]:
        return await new Suite(args is ["--quick"] ? Arguments.Quick : Arguments.Full).RunAsync();
    default:
        Console.Error.WriteLine("Usage: [--quick] | --codec | --profile raw|signalr|leanrx|stack OUTSTANDING (0: receive)");
        return 2;
}
