using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Measuring;
using LeanRx.Benchmarks.Servers;

if (args is ["--serve-bare", ..])
{
    await BareServer.RunAsync();
    return 0;
}
await using var server = await ServerProcess.StartAsync("--serve-bare");
IContender[] contenders = [new RawContender(server.WebSocketAddress), new SignalRContender(server.Address), new StackContender(server.WebSocketAddress)];
foreach (var c in contenders)
    await c.OpenAsync();
if (args is ["--profile", var who, var many, var secs])
{
    var c = contenders.First(c => c.Name.StartsWith(who));
    await SendRun.MeasureAsync(c, int.Parse(many), TimeSpan.FromSeconds(1));
    for (var i = 0; i < int.Parse(secs); i++)
        Console.WriteLine(await SendRun.MeasureAsync(c, int.Parse(many), TimeSpan.FromSeconds(1)));
    return 0;
}
foreach (var c in contenders)
    await SendRun.MeasureAsync(c, 256, TimeSpan.FromSeconds(1));
foreach (var n in new[] { 1, 16, 256, 1024 })
    for (var r = 0; r < 5; r++)
        foreach (var c in contenders)
        {
            var run = await SendRun.MeasureAsync(c, n, TimeSpan.FromSeconds(0.3));
            Console.WriteLine($"{n} {c.Name} {run.PerSecond:F0} {run.BytesEach:F0} {run.MicrosecondsEach:F2}us");
        }
for (var r = 0; r < 5; r++)
    foreach (var c in contenders)
    {
        var run = await ReceiveRun.MeasureAsync(c, 50_000);
        Console.WriteLine($"recv {c.Name} {run.PerSecond:F0} {run.BytesEach:F0} {run.MicrosecondsEach:F2}us");
    }
return 0;
