namespace LeanRx.Testing.Recordings.Internal;

/// <summary>Fetches missed notifications, and tells the recorder.</summary>
sealed class RecordingMissedEvents(IMissedEventSource inner, SessionRecorder recorder) : IMissedEventSource
{
    public async Task<MissedEventPage> FetchAsync(MissedEventRequest request, CancellationToken cancellationToken)
    {
        recorder.Add(SessionEventKind.MissedEventsAsked);
        try
        {
            var page = await inner.FetchAsync(request, cancellationToken).ConfigureAwait(false);
            recorder.Add(SessionEventKind.MissedEventsReceived, MissedEventPayload.Write(page), isText: true);
            return page;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            recorder.AddFailure(SessionEventKind.MissedEventsFailed, exception);
            throw;
        }
    }
}
