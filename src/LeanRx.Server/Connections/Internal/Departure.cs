using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Protocol;

namespace LeanRx.Server.Connections.Internal;

/// <summary>Lets connections go to other servers in equal portions, so that their clients do not come there at one instant.</summary>
/// <param name="open">The connections that there are; those that come meanwhile are asked too.</param>
/// <param name="close">Ends one that has not gone.</param>
sealed class Departure(IScheduler scheduler, Func<ICollection<ClientConnection>> open, Action<ClientConnection> close)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>For so long who was asked may finish what it does; some clients do not know what they were asked.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    static readonly GoAwayFrame s_frame = new();

    readonly HashSet<ClientConnection> _asked = [];
    readonly Queue<ClientConnection[]> _portions = new();

    /// <summary>Completes when none is left, or at the latest when the last that was asked has been closed.</summary>
    public Task RunAsync(TimeSpan over, CancellationToken cancellationToken)
    {
        var portions = Math.Max(1L, over.Ticks / Interval.Ticks);
        var patience = Patience.Ticks / Interval.Ticks;
        return Observable.Timer(TimeSpan.Zero, Interval, scheduler)
            .Do(turn =>
            {
                if (turn < portions)
                    Ask(portions - turn);
                if (turn >= patience && _portions.TryDequeue(out var late))
                    Array.ForEach(late, close);
            })
            .TakeWhile(turn => open().Count > 0 && turn < portions - 1 + patience)
            .LastOrDefaultAsync()
            .ToTask(cancellationToken);
    }

    void Ask(long portionsLeft)
    {
        var staying = open().Where(connection => !_asked.Contains(connection)).ToList();
        var portion = staying.Take((int)((staying.Count + portionsLeft - 1) / portionsLeft)).ToArray();
        _asked.UnionWith(portion);
        _portions.Enqueue(portion);
        Array.ForEach(portion, static connection => connection.Send(s_frame));
    }
}
