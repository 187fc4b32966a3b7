using System.Globalization;
using System.Reactive.Concurrency;
using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Benchmarking;

/// <summary>Sends messages at a rate, or as many as go, and times their ways.</summary>
sealed class Load(BenchSettings settings, BenchClients clients, Stamp stamp, BenchTally tally, IScheduler scheduler)
{
    /// <summary>So many sends of each client may wait for their acknowledgement.</summary>
    const int WindowOfClient = 8;

    static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan s_drain = TimeSpan.FromSeconds(10);

    readonly IStopwatch _clock = scheduler.StartStopwatch();
    int _next;

    /// <summary>Since it was made.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    public void Receive(Message message)
    {
        if (message is TextMessage text && stamp.Read(text.Text) is { } sentAt)
            tally.OnDelivered(_clock.Elapsed - sentAt);
    }

    /// <summary>Runs its time, and then until what was sent is answered.</summary>
    /// <param name="cancellationToken">Ends the sending; it is no failure.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var begunAt = _clock.Elapsed;
        using var dropping = new CancellationTokenSource();
        var started = 0L;
        while (!cancellationToken.IsCancellationRequested && _clock.Elapsed - begunAt is var elapsed && elapsed < settings.Time)
        {
            var due = settings.Rate > 0 ? (long)(settings.Rate * elapsed.TotalSeconds) : long.MaxValue;
            for (; started < due && tally.Outstanding < settings.Clients * WindowOfClient; started++)
                _ = SendAsync(dropping.Token);
            // What the server does not take in time is not made up for: it would be a load of another kind.
            started = settings.Rate > 0 ? due : started;
            await Pause.ForAsync(scheduler, s_beat, CancellationToken.None).ConfigureAwait(false);
        }
        var endedAt = _clock.Elapsed;
        while (tally.Outstanding > 0 && _clock.Elapsed - endedAt < s_drain)
            await Pause.ForAsync(scheduler, s_beat, CancellationToken.None).ConfigureAwait(false);
        await dropping.CancelAsync().ConfigureAwait(false);
    }

    async Task SendAsync(CancellationToken cancellationToken)
    {
        var place = clients.Places[_next++ % clients.Places.Count];
        var sentAt = _clock.Elapsed;
        tally.OnStarted();
        try
        {
            await place.SendAsync(new TextMessage(stamp.Write(sentAt)), cancellationToken: cancellationToken).ConfigureAwait(false);
            tally.OnAcknowledged(_clock.Elapsed - sentAt);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            tally.OnAbandoned();
        }
        catch (ServerRejectedException refusal)
        {
            tally.OnFailed(refusal.Code.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is LeanRxException or ArgumentException or ObjectDisposedException)
        {
            tally.OnFailed(exception.GetType().Name);
        }
    }
}
