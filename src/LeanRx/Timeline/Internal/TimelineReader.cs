using System.Reactive.Disposables;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Delivery.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Streams.Internal;

namespace LeanRx.Timeline.Internal;

/// <summary>
/// One subscription to a timeline. What the server's history says is the truth; a live message is told without asking for history where it is certain that it
/// is the next: no reconnect and no send of one's own since the last look. Everything happens on the delivery queue, one thing at a time.
/// </summary>
/// <param name="start">What is behind it is told: a message, or an instant whose own messages belong to it.</param>
/// <param name="from">Changes of messages from this instant on are told.</param>
internal sealed class TimelineReader(ISession session, IObservable<ConnectionState> states, MessageFactory messages, Action<Exception> observerThrew,
    ConversationCore conversation, Position start, long from, IObserver<TimelineEntry> observer) : IDeliveryTarget
{
    readonly CompositeDisposable _subscriptions = [];
    readonly List<MessageChange> _changes = [];
    readonly ChangeTimes _newest = new();
    Position _position = start;
    long _endedSeen;
    PageRequest? _request;
    bool _isFetching;
    bool _isOnceMore;
    bool _isUncertain;
    bool _isBroken;
    bool _isStarted;

    /// <summary>Told when what the last gap stands for has come all the same.</summary>
    public Action? Healed { get; init; }

    /// <summary>Where a timeline begins that begins with an instant.</summary>
    public static Position StartAt(long timestamp) => new(Math.Max(timestamp, 1), "");

    public IDisposable Start()
    {
        _subscriptions.Add(conversation.SendsEnded.Subscribe(new Handler<object>(OnSendEnded)));
        _endedSeen = conversation.Slot.Sends.Ended;
        _subscriptions.Add(conversation.MessageChanges.Subscribe(new Handler<MessageChange>(OnChange)));
        _subscriptions.Add(conversation.OwnChanges.Subscribe(new Handler<MessageChange>(OnChange)));
        _subscriptions.Add(states.Subscribe(new Handler<ConnectionState>(OnState)));
        _subscriptions.Add(conversation.Messages.Subscribe(new Handler<Message>(OnMessage, observer.OnCompleted)));
        return _subscriptions;
    }

    /// <summary>What could not be had may be had now.</summary>
    public void Mend()
    {
        if (_isBroken)
            Look();
    }

    void OnState(ConnectionState state)
    {
        // The first is the state at the subscription.
        if (!_isStarted || state is ConnectionState.Connected)
            Look();
        _isStarted = true;
    }

    void OnSendEnded(object ended)
    {
        var number = (long)ended;
        _isUncertain |= number < 0;
        _endedSeen = Math.Max(_endedSeen, Math.Abs(number));
        Look();
    }

    void OnMessage(Message message)
    {
        if (message.IsTransient || message.TimestampMilliseconds < _position.Timestamp)
            return;
        if (_isFetching || _isUncertain || conversation.Slot.Sends.Started > _endedSeen || message.TimestampMilliseconds == _position.Timestamp)
        {
            Look();
            return;
        }
        _isBroken = false;
        Tell(message);
    }

    void Tell(Message message)
    {
        _position = new Position(message.TimestampMilliseconds, message.Id);
        if (message.UpdatedAtMilliseconds > 0)
            _newest.IsNewer(message.Id, message.UpdatedAtMilliseconds);
        observer.OnNext(new TimelineEntry.MessageAdded { Message = message });
    }

    void OnChange(MessageChange change)
    {
        if (_isFetching && _changes.Count < CatchUp.MaxParked)
            _changes.Add(change);
        else
            Tell(change);
    }

    /// <summary>What was not told yet carries the change when it is, and what was told may carry it, or a later one, already.</summary>
    void Tell(MessageChange change)
    {
        var timestamp = change.Message.TimestampMilliseconds;
        if (timestamp >= from && timestamp <= _position.Timestamp
            && _newest.IsNewer(change.Message.Id, change.Message.UpdatedAt is null ? null : change.Message.UpdatedAtMilliseconds))
            observer.OnNext(new TimelineEntry.MessageChanged { Change = change });
    }

    void Look()
    {
        if (_isFetching)
        {
            _isOnceMore = true;
            return;
        }
        _isFetching = true;
        _isOnceMore = false;
        var isInstant = _position.Id is not { Length: > 0 };
        var page = new LogsFrame
        {
            ConversationId = conversation.Slot.Id,
            Direction = LogsDirections.Newer,
            Timestamp = _position.Timestamp,
            MessageId = isInstant ? null : _position.Id,
            IsStartIncluded = isInstant ? true : null,
        };
        _request = new PageRequest(page, PageSizes.Largest);
        session.AskAsync(_request, isOwn: true).ContinueWith(
            static (answer, state) => ((TimelineReader)state!).Hand(answer),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    void Hand(Task<Frame> answer) => session.Deliveries.PostControl(this, answer);

    void IDeliveryTarget.Deliver(object? item)
    {
        if (_subscriptions.IsDisposed)
            return;
        try
        {
            Take((Task<Frame>)item!);
        }
        catch (Exception exception)
        {
            _subscriptions.Dispose();
            observerThrew(exception);
        }
    }

    void Take(Task<Frame> answer)
    {
        var isMore = false;
        if (answer.Status == TaskStatus.RanToCompletion && answer.GetAwaiter().GetResult() is LogsFrame logs)
        {
            // A protobuf frame cannot say that a list is there and empty.
            var items = logs.Items ?? [];
            foreach (var item in items)
                Tell(messages.From(conversation.Slot.Id, item));
            isMore = !_request!.IsLast(items.Count, logs.HasMore);
            if (_isBroken)
                Healed?.Invoke();
            _isBroken = false;
        }
        else
        {
            isMore = IsWorthAnotherTry(answer.Exception?.InnerException);
        }
        _isFetching = false;
        foreach (var change in _changes)
            Tell(change);
        _changes.Clear();
        if (isMore || _isOnceMore)
            Look();
    }

    bool IsWorthAnotherTry(Exception? cause)
    {
        switch (cause)
        {
            case CommandTimeoutException:
                return true;
            case ConnectionLostException or ClientClosedException:
                // The next login looks again.
                _isOnceMore = false;
                return false;
            default:
                _isOnceMore = false;
                _isBroken = true;
                session.Telemetry.OnGap();
                observer.OnNext(new TimelineEntry.Gap
                {
                    After = UnixTime.ToTime(_position.Timestamp),
                    Cause = cause
                    ?? new InvalidResponseException("The server answered logs without a page.")
                });
                return false;
        }
    }
}
