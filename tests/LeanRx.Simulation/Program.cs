using System.Diagnostics;
using System.Reactive.Linq;
using LeanRx.Simulation;

var (options, error) = CommandLine.Parse(args);
if (options is null)
{
    Console.Error.WriteLine($"{error}\n{CommandLine.Usage}");
    return 2;
}
if (options.Defects)
    return Report.PrintDefects(Console.Out, options.Defect) ? 0 : 1;

var campaign = new Campaign(options.Plans, options.Seed, options.IsOnOneSocket, options.HasHooks, options.Nodes);
var clock = Stopwatch.StartNew();
using (Observable.Interval(TimeSpan.FromSeconds(Console.IsErrorRedirected ? 10 : 1))
    .Subscribe(_ => Report.PrintProgress(campaign, clock.Elapsed, Console.Error)))
    campaign.Run(options.Cores);
Report.Print(campaign, clock.Elapsed, Console.Out);
return campaign.Failures.Any() ? 1 : 0;
