using System.Globalization;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>Tokens by which a server tells messages apart, as cheap as can be.</summary>
static class Tokens
{
    sealed class Counter
    {
        public long Last;
    }

    static readonly Counter Given = new();
    static readonly long Run = Random.Shared.NextInt64();

    public static string Next() => string.Create(CultureInfo.InvariantCulture, $"{Run:x16}{Interlocked.Increment(ref Given.Last):x8}");
}
