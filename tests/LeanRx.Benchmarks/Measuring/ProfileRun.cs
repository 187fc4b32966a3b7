using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>One contender for fifteen seconds, second by second, for a profiler to look at.</summary>
static class ProfileRun
{
    public static async Task RunAsync(string name, int outstanding, params string[] serve)
    {
        await using var server = await ServerProcess.StartAsync(serve.Length > 0 ? serve : ["--serve-bare"]);
        if (name == "fan")
        {
            await using var fan = new FanOut(server);
            await fan.OpenAsync(Arguments.Members);
            for (var round = 0; round < 15; round++)
                Console.WriteLine(await fan.MeasureAsync(outstanding));
            return;
        }
        if (name is "acks" or "crowd")
        {
            var clients = Enumerable.Range(0, name == "acks" ? 1 : 100).Select(number => Roster.Make("leanrx", server.Address, $"tom{number}")).ToList();
            foreach (var client in clients)
                await client.OpenAsync();
            for (var second = 0; second < 15; second++)
                Console.WriteLine(await AckRun.MeasureAsync(server, clients, outstanding, TimeSpan.FromSeconds(1)));
            foreach (var client in clients)
                await client.DisposeAsync();
            return;
        }
        await using var contender = Roster.Make(name, server.Address);
        await contender.OpenAsync();
        if (outstanding == 0)
            await ReceiveRun.WarmUpAsync(contender, 50_000, TimeSpan.FromSeconds(10));
        for (var second = 0; second < 15; second++)
            Console.WriteLine(outstanding > 0 ? await SendRun.MeasureAsync(contender, outstanding, TimeSpan.FromSeconds(1))
                : await ReceiveRun.MeasureAsync(contender, 50_000));
    }
}
