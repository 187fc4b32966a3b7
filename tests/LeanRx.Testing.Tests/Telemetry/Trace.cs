using System.Diagnostics;

namespace LeanRx.Testing.Tests.Telemetry;

/// <summary>One trace of a test's own: its spans from client and server, those of other tests aside.</summary>
sealed class Trace : IDisposable
{
    readonly Lock _lock = new();
    readonly List<Activity> _ended = [];
    readonly ActivityListener _listener;

    public Trace()
    {
        Root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        Activity.Current = null;
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "LeanRx" or "LeanRx.Server",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == Root.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                lock (_lock)
                    _ended.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>What the test itself does.</summary>
    public Activity Root { get; }

    /// <summary>The span of a name that has ended.</summary>
    public Activity this[string name]
    {
        get
        {
            lock (_lock)
                return Assert.Single(_ended, activity => activity.OperationName == name);
        }
    }

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
                return [.. _ended.Select(activity => activity.OperationName)];
        }
    }

    /// <summary>Runs something as the work of the trace.</summary>
    public T In<T>(Func<T> work)
    {
        Activity.Current = Root;
        try
        {
            return work();
        }
        finally
        {
            Assert.Same(Root, Activity.Current);
            Activity.Current = null;
        }
    }

    public void Dispose() => _listener.Dispose();
}
