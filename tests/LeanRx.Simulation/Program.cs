using System.Diagnostics;
using System.Reactive.Linq;
using LeanRx.Simulation;

if (args.Contains("--defects"))
{
    foreach (var (name, make) in Defects.All)
        Console.WriteLine(Defects.Find(make) is { } found ? $"{name}: found by plan {found.Plans}: {found.Violation}" : $"{name}: NOT FOUND in {Defects.Within} plans");
    return 0;
}

var campaign = new Campaign(Option("--plans", 2000), Option("--seed", 1));
var cores = Option("--cores", Environment.ProcessorCount);
var clock = Stopwatch.StartNew();
using (Observable.Interval(TimeSpan.FromSeconds(Console.IsErrorRedirected ? 10 : 1)).Subscribe(_ => Progress()))
    campaign.Run(cores);
Report.Print(campaign, clock.Elapsed, Console.Out);
return campaign.Failures.Any() ? 1 : 0;

void Progress() => Console.Error.WriteLine($"{campaign.Played} of {campaign.Plans} plans, {campaign.Played / clock.Elapsed.TotalSeconds:0} per second");

int Option(string name, int otherwise) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;
