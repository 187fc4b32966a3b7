using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Telemetry.Internal;

/// <summary>
/// What happens in a server, or in one application: totals, the last minute in slices of five seconds, and the last day in minutes. It needs no timer: whatever
/// happens or is read first closes what is over, and what is counted changes only when something happens. From any thread; a call holds a lock for an addition.
/// </summary>
internal sealed class StatisticsRecorder(EngineClock clock)
{
    /// <summary>A day.</summary>
    public const int MaxMinutes = 24 * 60;

    /// <summary>A minute of slices, and the one that is not over.</summary>
    const int SliceCount = 13;

    /// <summary>Codes come from tables of the engine; should one ever come from elsewhere, it cannot fill the memory.</summary>
    const int MaxCodes = 256;

    /// <summary>Whole slices over which rates are taken, beside the one that is not over.</summary>
    const int RateSlices = 2;

    static readonly TimeSpan s_slice = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    readonly long _origin = clock.StartedAt - (clock.StartedAt % 60_000);
    readonly Slice?[] _slices = new Slice[SliceCount];
    readonly LatencyHistogram _minuteLatency = new();
    readonly Dictionary<int, long> _refusals = [];
    StatisticsMinute[]? _minutes;
    StatisticsMinute _current;
    long _minute;
    int _present;
    long _received;
    long _delivered;
    long _slow;

    /// <summary>One more is there: a connection, or a client.</summary>
    public void OnCame() => Change(1);

    public void OnWent() => Change(-1);

    /// <param name="now">By the clock.</param>
    /// <param name="latency">How long it took.</param>
    public void OnReceived(TimeSpan now, TimeSpan latency)
    {
        lock (_lock)
        {
            var slice = Time(now, latency);
            slice.Received++;
            _current.Received++;
            _received++;
        }
    }

    /// <inheritdoc cref="OnReceived"/>
    public void OnTimed(TimeSpan now, TimeSpan latency)
    {
        lock (_lock)
            Time(now, latency);
    }

    public void OnDelivered(int count)
    {
        if (count == 0)
            return;
        lock (_lock)
        {
            Roll(clock.Elapsed).Delivered += count;
            _current.Delivered += count;
            _delivered += count;
        }
    }

    public void OnRefused(int code)
    {
        lock (_lock)
        {
            Roll(clock.Elapsed);
            _current.Refused++;
            if (_refusals.TryGetValue(code, out var count) || _refusals.Count < MaxCodes)
                _refusals[code] = count + 1;
        }
    }

    public void OnSlowReader()
    {
        lock (_lock)
        {
            Roll(clock.Elapsed);
            _current.Slow++;
            _slow++;
        }
    }

    public StatisticsTotals Read()
    {
        lock (_lock)
        {
            var now = clock.Elapsed;
            Roll(now);
            var number = now.Ticks / s_slice.Ticks;
            var latency = new LatencyHistogram();
            var (received, delivered) = (0L, 0L);
            foreach (var slice in _slices)
            {
                if (slice is null || slice.Number <= number - SliceCount)
                    continue;
                latency.Add(slice.Latency);
                if (slice.Number < number - RateSlices)
                    continue;
                received += slice.Received;
                delivered += slice.Delivered;
            }
            var seconds = (now - (s_slice * Math.Max(0, number - RateSlices))).TotalSeconds;
            return new StatisticsTotals(_received, _delivered, _slow, seconds > 0 ? received / seconds : 0, seconds > 0 ? delivered / seconds : 0,
                latency.Summarize(), new SortedDictionary<int, long>(_refusals));
        }
    }

    /// <summary>The last minutes that are over, the oldest first.</summary>
    public IReadOnlyList<T> ReadMinutes<T>(int count, Func<DateTimeOffset, StatisticsMinute, T> make)
    {
        StatisticsMinute[] minutes;
        long first;
        lock (_lock)
        {
            Roll(clock.Elapsed);
            minutes = new StatisticsMinute[(int)Math.Min(_minute, Math.Clamp(count, 0, MaxMinutes))];
            first = _minute - minutes.Length;
            for (var index = 0; index < minutes.Length && _minutes is not null; index++)
                minutes[index] = _minutes[(first + index) % MaxMinutes];
        }
        return [.. minutes.Select((minute, index) => make(DateTimeOffset.FromUnixTimeMilliseconds(_origin + ((first + index) * 60_000)), minute))];
    }

    void Change(int difference)
    {
        lock (_lock)
        {
            Roll(clock.Elapsed);
            _present += difference;
            _current.Peak = Math.Max(_current.Peak, _present);
        }
    }

    Slice Time(TimeSpan now, TimeSpan latency)
    {
        var slice = Roll(now);
        slice.Latency.Add(latency);
        _minuteLatency.Add(latency);
        return slice;
    }

    Slice Roll(TimeSpan now)
    {
        var minute = (clock.StartedAt - _origin + (now.Ticks / TimeSpan.TicksPerMillisecond)) / 60_000;
        if (minute > _minute)
            CloseMinutes(minute);
        var number = now.Ticks / s_slice.Ticks;
        var slice = _slices[number % SliceCount] ??= new Slice();
        if (slice.Number != number)
            slice.Begin(number);
        return slice;
    }

    void CloseMinutes(long next)
    {
        _current.Timed = (int)_minuteLatency.Count;
        _current.P50 = (float)_minuteLatency.Percentile(50).TotalMicroseconds;
        _current.P99 = (float)_minuteLatency.Percentile(99).TotalMicroseconds;
        _minuteLatency.Clear();
        var isSilent = _minutes is null && _current == default;
        if (!isSilent)
        {
            _minutes ??= new StatisticsMinute[MaxMinutes];
            _minutes[_minute % MaxMinutes] = _current;
            for (var silent = Math.Max(_minute + 1, next - MaxMinutes); silent < next; silent++)
                _minutes[silent % MaxMinutes] = new StatisticsMinute { Peak = _present };
        }
        _minute = next;
        _current = new StatisticsMinute { Peak = _present };
    }

    sealed class Slice
    {
        public long Number { get; private set; } = -1;

        public int Received { get; set; }

        public int Delivered { get; set; }

        public LatencyHistogram Latency { get; } = new();

        public void Begin(long number)
        {
            Number = number;
            (Received, Delivered) = (0, 0);
            Latency.Clear();
        }
    }
}
