namespace LeanRx.Simulation;

/// <summary>What a campaign came to, as a table.</summary>
static class Report
{
    const int MostDescribed = 10;

    public static void PrintProgress(Campaign campaign, TimeSpan elapsed, TextWriter output) =>
        output.WriteLine(FormattableString.Invariant($"{campaign.Played} of {campaign.Plans} plans, {campaign.Played / elapsed.TotalSeconds:0} per second"));

    /// <summary>By which plan each seeded defect is found. False when one is not.</summary>
    /// <param name="only">The name of the one to look for; null for all.</param>
    public static bool PrintDefects(TextWriter output, string? only)
    {
        var all = true;
        foreach (var (name, make) in Defects.All.Where(defect => only is null || defect.Key == only))
        {
            var found = Defects.Find(make);
            all &= found is not null;
            output.WriteLine(found is { } it ? $"{name}: found by plan {it.Plans}: {it.Violation}" : $"{name}: NOT FOUND in {Defects.Within} plans");
        }
        return all;
    }

    public static void Print(Campaign campaign, TimeSpan took, TextWriter output)
    {
        // Making a plan as short as can be takes a while: of many failures the first are told so.
        foreach (var failure in campaign.Failures.Take(MostDescribed))
            output.WriteLine(campaign.Describe(failure));
        foreach (var failure in campaign.Failures.Skip(MostDescribed))
            output.WriteLine($"seed {failure.Seed}: {failure.Result.Violations.Count} violation(s), the first: {failure.Result.Violations[0]}");
        var violations = campaign.Failures.Sum(failure => failure.Result.Violations.Count);
        output.WriteLine("| | |");
        output.WriteLine("| --- | ---: |");
        Row("plans", campaign.Plans);
        Row("plans per second", (long)(campaign.Plans / took.TotalSeconds));
        Row("messages sent", campaign.Messages);
        foreach (var (kind, count) in campaign.Faults)
            Row($"fault: {kind}", count);
        Row("violations", violations);
        output.WriteLine(campaign);

        void Row(string name, long value) => output.WriteLine(FormattableString.Invariant($"| {name} | {value:N0} |"));
    }
}
