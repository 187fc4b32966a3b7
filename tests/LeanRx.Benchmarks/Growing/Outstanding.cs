namespace LeanRx.Benchmarks.Growing;

/// <summary>So many of many at a time.</summary>
static class Outstanding
{
    public const int Most = 256;

    public static async Task RunAsync<T>(IEnumerable<T> all, Func<T, Task> run)
    {
        using var next = all.GetEnumerator();
        await Task.WhenAll(Enumerable.Range(0, Most).Select(async _ =>
        {
            while (TryNext(out var one))
                await run(one);
        }));

        bool TryNext(out T one)
        {
            lock (next)
            {
                var isThere = next.MoveNext();
                one = isThere ? next.Current : default!;
                return isThere;
            }
        }
    }
}
