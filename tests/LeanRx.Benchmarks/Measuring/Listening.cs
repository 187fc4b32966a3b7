using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>Who listens to what the client tells of itself.</summary>
sealed class Listening : IDisposable
{
    readonly MeterListener _meters = new();
    readonly ActivityListener? _spans;
    long _heard;

    /// <summary>Listens to the meter, and to spans where they are wanted.</summary>
    public Listening(bool withSpans)
    {
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "LeanRx")
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((_, value, _, _) => _heard += value);
        _meters.SetMeasurementEventCallback<double>((_, _, _, _) => _heard++);
        _meters.Start();
        if (!withSpans)
            return;
        _spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "LeanRx",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(_spans);
    }

    public void Dispose()
    {
        _meters.Dispose();
        _spans?.Dispose();
    }
}
