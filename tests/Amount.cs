using System.Runtime.CompilerServices;
using CsCheck;

namespace LeanRx;

/// <summary>
/// How much a test does that repeats, draws or waits: some of it by itself, all of it where the variable <c>LEANRX_TESTS</c> is <c>all</c>, as in
/// <c>.ci/run</c>. The law is the same in both.
/// </summary>
static class Amount
{
    public static bool IsAll { get; } = Environment.GetEnvironmentVariable("LEANRX_TESTS") == "all";

    /// <summary>Samples of a property that does not say itself how many.</summary>
    [ModuleInitializer]
    internal static void SetSamples()
    {
        if (!IsAll && Environment.GetEnvironmentVariable("CsCheck_Iter") is null)
            Check.Iter = 20;
    }

    public static T Of<T>(T some, T all) => IsAll ? all : some;
}
