using System.Diagnostics;
using LeanRx.Simulation;

var plans = Option("--plans", 2000);
var firstSeed = Option("--seed", 1);
var clock = Stopwatch.StartNew();
var messages = 0L;
var faults = new SortedDictionary<string, int>(StringComparer.Ordinal);
var violations = 0;
var trace = 14695981039346656037UL;

for (var seed = firstSeed; seed < firstSeed + plans; seed++)
{
    var plan = Simulation.PlanOf(seed);
    var result = Simulation.Play(seed, plan);
    messages += result.Messages;
    trace = (trace ^ result.Trace) * 1099511628211;
    foreach (var fault in plan.Faults)
        faults[fault.GetType().Name] = faults.GetValueOrDefault(fault.GetType().Name) + 1;
    if (result.Violations.Count > 0)
    {
        violations += result.Violations.Count;
        var shortest = Shrinker.Shrink(plan, candidate => Simulation.Play(seed, candidate).Violations.Count > 0);
        Console.WriteLine($"seed {seed}:\n  {string.Join("\n  ", result.Violations)}\nthe shortest plan that still fails:\nSimulation.Play({seed}, {shortest})");
    }
    if (!Console.IsOutputRedirected && seed % 100 == 0)
        Console.Write($"\r{seed - firstSeed + 1} of {plans} plans");
}

Console.WriteLine();
foreach (var (kind, count) in faults)
    Console.WriteLine($"{kind,-20} {count,10}");
Console.WriteLine($"{plans / clock.Elapsed.TotalSeconds:0} plans per second");
Console.WriteLine($"simulation: {plans} plans, {messages} messages, {faults.Values.Sum()} faults, trace {trace:x16}, {violations} violations");
return violations == 0 ? 0 : 1;

int Option(string name, int otherwise) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;
