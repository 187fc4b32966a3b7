using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Telemetry.Internal;

/// <summary>
/// Counts and times what one engine does, and makes the spans of the messages that it relays; all times are the scheduler's. Whoever has something to tell
/// calls this and nothing else. Without a listener the meters cost a look at whether there is one. From any thread.
/// </summary>
internal sealed class EngineTelemetry : IDisposable
{
    const string Name = "LeanRx.Server";

    static readonly string s_version = typeof(EngineTelemetry).Assembly.GetName().Version?.ToString(3) ?? "";

    readonly EngineClock _clock;
    readonly Meter _meter;
    readonly bool _ownsMeter;
    readonly Histogram<double> _commands;
    readonly Histogram<double> _store;
    readonly Counter<long> _received;
    readonly Counter<long> _delivered;
    readonly Counter<long> _refusals;
    readonly Counter<long> _slowReaders;
    WeakReference? _observed;

    public EngineTelemetry(IMeterFactory? factory, EngineClock clock)
    {
        _clock = clock;
        Statistics = new StatisticsRecorder(clock);
        _ownsMeter = factory is null;
        _meter = factory?.Create(new MeterOptions(Name) { Version = s_version }) ?? new Meter(Name, s_version);
        _commands = _meter.CreateHistogram<double>("leanrx.server.command.duration", "s", "Time from a command's arrival to its answer.");
        _store = _meter.CreateHistogram<double>("leanrx.server.store.duration", "s", "Time that the store took.");
        _received = _meter.CreateCounter<long>("leanrx.server.messages.received", "{message}", "Messages that were taken from clients.");
        _delivered = _meter.CreateCounter<long>("leanrx.server.messages.delivered", "{message}", "Messages pushed to sessions, one for each session.");
        _refusals = _meter.CreateCounter<long>("leanrx.server.refusals", "{refusal}", "Commands and connections that were refused, by the code.");
        _slowReaders = _meter.CreateCounter<long>("leanrx.server.slow_readers", "{connection}", "Connections that were dropped for what waited for them.");
    }

    /// <summary>Where spans come from: one for all engines.</summary>
    public static ActivitySource Spans { get; } = new(Name, s_version);

    /// <summary>Connections, the store, and what was refused before it belonged to an application.</summary>
    public StatisticsRecorder Statistics { get; }

    /// <summary>The engine tells what it holds, whenever somebody asks.</summary>
    public void Observe<T>(T engine, Func<T, long> connections, Func<T, long> sessions, Func<T, long> commands, Func<T, long> bytes)
        where T : class
    {
        // The process keeps a meter that nobody disposed, and a factory keeps all of its own: neither keeps the engine.
        var observed = new WeakReference(engine);
        _observed = observed;
        _meter.CreateObservableUpDownCounter("leanrx.server.connections", () => Now(observed, connections), "{connection}", "Connections that are open.");
        _meter.CreateObservableUpDownCounter("leanrx.server.sessions", () => Now(observed, sessions), "{session}", "Logins that are open.");
        _meter.CreateObservableUpDownCounter("leanrx.server.commands.pending", () => Now(observed, commands), "{command}", "Commands begun and not done yet.");
        _meter.CreateObservableUpDownCounter("leanrx.server.queue.size", () => Now(observed, bytes), "By", "Bytes that wait to be written to connections.");
    }

    /// <summary>Something begins that is timed.</summary>
    public TimeSpan Begin() => _clock.Elapsed;

    /// <summary>A command was answered, or refused with a code.</summary>
    /// <param name="command">Its name, one of those that the engine knows: a stranger is not to make new values without end.</param>
    /// <param name="operation">The name of its operation; null where it has none.</param>
    /// <param name="begunAt">What <see cref="Begin"/> gave.</param>
    /// <param name="code">The code; null where it was done.</param>
    public void OnHandled(string command, string? operation, TimeSpan begunAt, int? code)
    {
        if (!_commands.Enabled)
            return;
        var tags = new TagList { { "messaging.operation.name", operation is null ? command : $"{command}/{operation}" } };
        if (code is { } number)
            tags.Add(Code(number));
        _commands.Record((_clock.Elapsed - begunAt).TotalSeconds, tags);
    }

    /// <param name="code">The code.</param>
    /// <param name="statistics">Those of the application; null where there is none yet.</param>
    public void OnRefused(int code, StatisticsRecorder? statistics)
    {
        (statistics ?? Statistics).OnRefused(code);
        if (_refusals.Enabled)
            _refusals.Add(1, Code(code));
    }

    /// <summary>A message was taken from a client, and acknowledged.</summary>
    public void OnReceived(StatisticsRecorder statistics, TimeSpan begunAt)
    {
        var now = _clock.Elapsed;
        statistics.OnReceived(now, now - begunAt);
        _received.Add(1);
    }

    public void OnDelivered(StatisticsRecorder statistics, int sessions)
    {
        statistics.OnDelivered(sessions);
        _delivered.Add(sessions);
    }

    public void OnSlowReader(string why)
    {
        Statistics.OnSlowReader();
        if (_slowReaders.Enabled)
            _slowReaders.Add(1, new KeyValuePair<string, object?>("leanrx.overflow", why));
    }

    /// <summary>Times what makes a message durable.</summary>
    public ValueTask<T> TimeAppendAsync<T>(ValueTask<T> call)
    {
        var begunAt = _clock.Elapsed;
        if (!call.IsCompletedSuccessfully || _store.Enabled)
            return TimedAppendAsync(call, begunAt);
        Statistics.OnTimed(begunAt, TimeSpan.Zero);
        return call;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<T> TimedAppendAsync<T>(ValueTask<T> call, TimeSpan begunAt)
    {
        var result = await TimeAsync("append", call).ConfigureAwait(false);
        var now = _clock.Elapsed;
        Statistics.OnTimed(now, now - begunAt);
        return result;
    }

    /// <summary>Times a call of the store.</summary>
    public ValueTask<T> TimeAsync<T>(string operation, ValueTask<T> call) => _store.Enabled ? TimedAsync(operation, call) : call;

    /// <inheritdoc cref="TimeAsync{T}"/>
    public ValueTask TimeAsync(string operation, ValueTask call) => _store.Enabled ? TimedAsync(operation, call) : call;

    /// <summary>A message is on its way from its sender to the members.</summary>
    /// <returns>Null where nobody wants its span and it carries no trace.</returns>
    public RelayedMessage? BeginRelay(DirectFrame frame, string clientId, TimeSpan begunAt) =>
        frame.TraceParent is null && !Spans.HasListeners() ? null
            : RelayedMessage.Begin(frame, clientId, _clock, begunAt);

    public void Dispose()
    {
        _observed?.Target = null;
        if (_ownsMeter)
            _meter.Dispose();
    }

    static IEnumerable<Measurement<long>> Now<T>(WeakReference observed, Func<T, long> count) =>
        observed.Target is T engine ? [new Measurement<long>(count(engine))] : [];

    async ValueTask<T> TimedAsync<T>(string operation, ValueTask<T> call)
    {
        var begunAt = _clock.Elapsed;
        try
        {
            var result = await call.ConfigureAwait(false);
            OnStored(operation, begunAt, null);
            return result;
        }
        catch (Exception exception)
        {
            OnStored(operation, begunAt, exception);
            throw;
        }
    }

    async ValueTask TimedAsync(string operation, ValueTask call)
    {
        var begunAt = _clock.Elapsed;
        try
        {
            await call.ConfigureAwait(false);
            OnStored(operation, begunAt, null);
        }
        catch (Exception exception)
        {
            OnStored(operation, begunAt, exception);
            throw;
        }
    }

    void OnStored(string operation, TimeSpan begunAt, Exception? cause)
    {
        var tags = new TagList { { "leanrx.store.operation", operation } };
        if (cause is not null)
            tags.Add("error.type", cause.GetType().Name);
        _store.Record((_clock.Elapsed - begunAt).TotalSeconds, tags);
    }

    static KeyValuePair<string, object?> Code(int code) => new("error.type", code.ToString(CultureInfo.InvariantCulture));
}
