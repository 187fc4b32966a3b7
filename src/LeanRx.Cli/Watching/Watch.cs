using System.Reactive.Concurrency;
using System.Runtime.CompilerServices;
using LeanRx.Cli.Common;
using LeanRx.Cli.Operators;
using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Watching;

/// <summary>Looks at a server again and again. One that goes away is waited for, once it was there.</summary>
sealed class Watch(OperatorApi api, IScheduler scheduler, TimeSpan interval, int? count)
{
    /// <exception cref="ToolException">The server cannot be asked at the first time.</exception>
    public async IAsyncEnumerable<Look> LookAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var clock = scheduler.StartStopwatch();
        ServerFigures? before = null;
        for (var number = 0; count is null || number < count; number++)
        {
            if (number > 0)
                await Pause.ForAsync(scheduler, (interval * number) - clock.Elapsed, cancellationToken).ConfigureAwait(false);
            Look look;
            try
            {
                var (figures, json) = await ServerFigures.ReadAsync(api, cancellationToken).ConfigureAwait(false);
                look = new Look(scheduler.Now, before is null ? figures : figures.Since(before), json, null);
                before = figures;
            }
            catch (ToolException failure) when (before is not null)
            {
                look = new Look(scheduler.Now, null, null, failure.Message);
            }
            yield return look;
            // What took longer than the time between two looks leaves some out.
            if (count is null && clock.Elapsed > interval * (number + 1))
                number = (int)(clock.Elapsed / interval);
        }
    }
}
