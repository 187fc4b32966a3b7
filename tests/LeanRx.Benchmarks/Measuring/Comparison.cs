namespace LeanRx.Benchmarks.Measuring;

/// <summary>Runs several things in turns, A B C A B C…, so that a machine that slows down slows all of them.</summary>
static class Comparison
{
    /// <returns>The results of each, in rounds.</returns>
    public static async Task<TResult[][]> RunAsync<TSubject, TResult>(IReadOnlyList<TSubject> subjects, int rounds, Func<TSubject, Task<TResult>> measure)
    {
        var results = subjects.Select(_ => new TResult[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < subjects.Count; i++)
                results[i][round] = await measure(subjects[i]);
        }
        return results;
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Median of the ratios within each round.</summary>
    public static double Ratio<TResult>(TResult[] of, TResult[] to, Func<TResult, double> value) => Median(of.Zip(to, (a, b) => value(a) / value(b)));
}
