using LeanRx.Server;
using LeanRx.Server.Telemetry.Internal;

namespace LeanRx.Cli.Benchmarking;

/// <summary>Counts and times what a load does, in all and since the last look. Its size does not grow with the load. From any thread.</summary>
sealed class BenchTally
{
    readonly Lock _lock = new();
    readonly Dictionary<string, long> _errors = [];
    readonly (LatencyHistogram All, LatencyHistogram New) _send = (new(), new());
    readonly (LatencyHistogram All, LatencyHistogram New) _delivery = (new(), new());
    int _outstanding;

    public int Outstanding => Volatile.Read(ref _outstanding);

    public void OnStarted() => Interlocked.Increment(ref _outstanding);

    public void OnAcknowledged(TimeSpan latency)
    {
        Interlocked.Decrement(ref _outstanding);
        Add(_send, latency);
    }

    public void OnDelivered(TimeSpan latency) => Add(_delivery, latency);

    public void OnFailed(string error)
    {
        Interlocked.Decrement(ref _outstanding);
        lock (_lock)
            _errors[error] = _errors.GetValueOrDefault(error) + 1;
    }

    /// <summary>The load was ended before this was answered.</summary>
    public void OnAbandoned() => Interlocked.Decrement(ref _outstanding);

    public (LatencySummary Send, LatencySummary Delivery, long Errors) Look()
    {
        lock (_lock)
        {
            var look = (_send.New.Summarize(), _delivery.New.Summarize(), _errors.Values.Sum());
            _send.New.Clear();
            _delivery.New.Clear();
            return look;
        }
    }

    public (LatencySummary Send, LatencySummary Delivery, IReadOnlyDictionary<string, long> Errors) Total()
    {
        lock (_lock)
            return (_send.All.Summarize(), _delivery.All.Summarize(), new SortedDictionary<string, long>(_errors, StringComparer.Ordinal));
    }

    void Add((LatencyHistogram All, LatencyHistogram New) histograms, TimeSpan latency)
    {
        lock (_lock)
        {
            histograms.All.Add(latency);
            histograms.New.Add(latency);
        }
    }
}
