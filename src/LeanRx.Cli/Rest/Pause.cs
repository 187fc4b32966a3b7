using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace LeanRx.Cli.Rest;

/// <summary>Waiting, on the one clock.</summary>
static class Pause
{
    public static Task ForAsync(IScheduler scheduler, TimeSpan due, CancellationToken cancellationToken) =>
        due <= TimeSpan.Zero ? Task.CompletedTask : Observable.Timer(due, scheduler).ToTask(cancellationToken);
}
