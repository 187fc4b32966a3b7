using System.Reactive.Concurrency;

namespace LeanRx.Common.Internal;

/// <summary>The scheduler of those who name none.</summary>
internal static class PoolScheduler
{
    public static readonly IScheduler Instance = Of(RuntimePlatform.IsBrowser);

    /// <summary>
    /// The task pool; in a page without that of its services which begins threads, as <c>ObserveOn</c> and <c>Range</c> would have it: there are none, and the
    /// attempt ends the page.
    /// </summary>
    public static IScheduler Of(bool isBrowser) =>
        isBrowser ? TaskPoolScheduler.Default.DisableOptimizations(typeof(ISchedulerLongRunning)) : TaskPoolScheduler.Default;
}
