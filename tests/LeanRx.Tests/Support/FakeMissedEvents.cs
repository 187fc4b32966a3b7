namespace LeanRx.Tests.Support;

/// <summary>A source of notifications in the hands of a test.</summary>
sealed class FakeMissedEvents : IMissedEventSource
{
    readonly List<(MissedEventRequest Request, TaskCompletionSource<MissedEventPage> Answer, CancellationToken Token)> _asked = [];

    public IReadOnlyList<MissedEventRequest> Requests => [.. _asked.Select(asked => asked.Request)];

    /// <summary>The question that was asked last, to be answered.</summary>
    public TaskCompletionSource<MissedEventPage> Last => _asked[^1].Answer;

    public CancellationToken LastToken => _asked[^1].Token;

    public Exception? Throws { get; set; }

    public Task<MissedEventPage> FetchAsync(MissedEventRequest request, CancellationToken cancellationToken)
    {
        if (Throws is { } thrown)
            throw thrown;
        _asked.Add((request, new TaskCompletionSource<MissedEventPage>(), cancellationToken));
        return Last.Task;
    }
}
