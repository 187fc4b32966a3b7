using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Protocol;
using LeanRx.Streams.Internal;

namespace LeanRx.Timeline.Internal;

/// <summary>Pages of history: the first one, older ones, and those behind a lost connection.</summary>
internal sealed partial class TimelineWindow
{
    /// <summary>Asks for the last messages, or for those before the first that is shown.</summary>
    void Load()
    {
        if (_subscriptions.IsDisposed)
            FailLoads(new ObjectDisposedException(nameof(ConversationTimeline)));
        else if (_isJoined && _isAtBeginning)
            EndLoads(isMore: false);
        else if (_request is null && (_loads.Count > 0 || (_isOpen && !_isJoined)))
            Ask(_oldest ?? default);
    }

    void Ask(Position before)
    {
        _request = new PageRequest(new LogsFrame
        {
            ConversationId = _conversation.Slot.Id,
            Timestamp = before.IsKnown ? before.Timestamp : null,
            MessageId = before.Id,
        }, _size);
        _parts.Session.AskAsync(_request, isOwn: false).ContinueWith(
            static (answer, state) => ((TimelineWindow)state!).Hand(answer),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    void Hand(Task<Frame> answer) => Deliveries.PostControl(this, answer);

    void Take(Task<Frame> answer)
    {
        var request = _request!;
        _request = null;
        if (answer.Status == TaskStatus.RanToCompletion && answer.GetAwaiter().GetResult() is LogsFrame logs)
            Take(logs.Items ?? [], request, logs.HasMore);
        else
            Fail(answer.Exception?.InnerException ?? new InvalidResponseException("The server answered logs without a page."));
        foreach (var change in _changes.ToList())
            Apply(change);
        _changes.Clear();
        Changed();
    }

    void Take(IReadOnlyList<LogItem> page, PageRequest request, bool? hasMore)
    {
        foreach (var item in page)
            Tell(_parts.Messages.From(_conversation.Slot.Id, item));
        if (page.Count > 0)
            _oldest = new Position(page[0].Timestamp, page[0].MessageId);
        _isAtBeginning = page.Count == 0 || request.IsLast(page.Count, hasMore);
        if (_isJoined)
        {
            EndLoads(!_isAtBeginning);
            return;
        }
        Forgive();
        _isJoined = true;
        if (_oldest is { } oldest)
            _entries.RemoveBefore(oldest);
        var last = page.Count > 0 ? new Position(page[page.Count - 1].Timestamp, page[page.Count - 1].MessageId) : TimelineReader.StartAt(0);
        _reader = new TimelineReader(_parts.Session, _parts.States, _parts.Messages, _parts.ObserverThrew, _conversation, last, from: 0,
            new Handler<TimelineEntry>(OnEntry))
        { Healed = Forgive };
        _subscriptions.Add(_reader.Start());
        Load();
    }

    void Fail(Exception cause)
    {
        FailLoads(cause);
        if (_isJoined || cause is ConnectionLostException or ClientClosedException)
            return;
        if (cause is CommandTimeoutException)
        {
            Load();
            return;
        }
        _parts.Session.Telemetry.OnGap();
        Note(new TimelineEntry.Gap { After = DateTimeOffset.MinValue, Cause = cause });
    }

    void Note(TimelineEntry.Gap gap)
    {
        if (_refused?.Gap?.After == gap.After)
            Forgive();
        _entries.Place(_refused = new WindowEntry($"gap {gap.After.UtcTicks}") { Gap = gap });
    }

    /// <summary>Nothing is missing behind the last gap.</summary>
    void Forgive()
    {
        if (_refused is not null)
            _entries.Remove(_refused);
        _refused = null;
        Changed();
    }

    void EndLoads(bool isMore)
    {
        foreach (var load in _loads)
            load.Succeed(isMore);
        _loads.Clear();
    }

    void FailLoads(Exception cause)
    {
        foreach (var load in _loads)
            load.Fail(cause);
        _loads.Clear();
    }
}
