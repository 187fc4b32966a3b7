using System.Diagnostics.Metrics;
using System.Globalization;

namespace LeanRx.Testing.Tests.Telemetry;

/// <summary>A factory of meters, and what was measured with them: each value with its tags, as <c>value {tag=value, …}</c>.</summary>
sealed class Meters : IMeterFactory
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Meter> _meters = [];
    readonly List<(string Instrument, double Value, string Tags)> _measured = [];
    readonly MeterListener _listener = new();

    public Meters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, this))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public Meter Create(MeterOptions options)
    {
        lock (_lock)
        {
            options.Scope = this;
            return _meters.TryGetValue(options.Name, out var meter) ? meter : _meters[options.Name] = new Meter(options);
        }
    }

    /// <summary>What an instrument has measured, in order.</summary>
    public IReadOnlyList<string> Of(string instrument)
    {
        lock (_lock)
            return [.. _measured.Where(one => one.Instrument == instrument)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Value:0.#######}{one.Tags}"))];
    }

    /// <summary>The sum of what an instrument has measured, where a tag has a value.</summary>
    public double Sum(string instrument, string tag = "")
    {
        lock (_lock)
            return _measured.Where(one => one.Instrument == instrument && one.Tags.Contains(tag, StringComparison.Ordinal)).Sum(one => one.Value);
    }

    /// <summary>What an instrument that is asked says now, over all who answer.</summary>
    public double Now(string instrument)
    {
        lock (_lock)
            _measured.RemoveAll(one => one.Instrument == instrument);
        _listener.RecordObservableInstruments();
        return Sum(instrument);
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var meter in _meters.Values)
            meter.Dispose();
    }

    void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (_lock)
            _measured.Add((instrument.Name, value, text.Length > 0 ? $" {{{text}}}" : ""));
    }
}
