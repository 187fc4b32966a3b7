using System.Reactive.Disposables;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Streams.Internal;

namespace LeanRx.Timeline.Internal;

/// <summary>
/// A window on a conversation: its last messages joined to what comes, older ones when they are asked for, and this client's own sends. Everything happens on
/// the delivery queue, one thing at a time.
/// </summary>
internal sealed partial class TimelineWindow : IDeliveryTarget
{
    const int MaxReceipts = 64;

    readonly WindowParts _parts;
    readonly ConversationCore _conversation;
    readonly int _size;
    readonly Func<DirectFrame, CancellationToken, Task<MessageAck>> _send;
    readonly WindowEntries _entries;
    readonly WindowSends _sends;
    readonly SnapshotStream<IReadOnlyList<TimelineItem>> _items;
    readonly CompositeDisposable _subscriptions = [];
    readonly Queue<Receipt> _receipts = new();
    readonly List<MessageChange> _changes = [];
    readonly List<WindowLoad> _loads = [];
    IReadOnlyList<TimelineItem> _shown = [];
    TimelineReader? _reader;
    WindowEntry? _refused;
    PageRequest? _request;
    Position? _oldest;
    bool _isOpen;
    bool _isJoined;
    bool _isAtBeginning;

    public TimelineWindow(WindowParts parts, ConversationCore conversation, int size, Func<DirectFrame, CancellationToken, Task<MessageAck>> send)
    {
        (_parts, _conversation, _size, _send) = (parts, conversation, size, send);
        var clientId = parts.Session.Options.ClientId;
        _entries = new WindowEntries(clientId);
        _sends = new WindowSends(_entries, clientId, parts.Messages, parts.Writer, Place);
        _items = new SnapshotStream<IReadOnlyList<TimelineItem>>(parts.Session.Deliveries, ShowNow, parts.ObserverThrew);
    }

    public IObservable<IReadOnlyList<TimelineItem>> Items => _items;

    DeliveryQueue Deliveries => _parts.Session.Deliveries;

    public void Open() => Deliveries.PostControl(this, null);

    public void Close() => Deliveries.PostControl(this, new WindowClose());

    public Task<bool> LoadOlderAsync()
    {
        var load = new WindowLoad(Deliveries);
        Deliveries.PostControl(this, load);
        return load.TakeTask();
    }

    public Task<MessageAck> RetryAsync(string key, CancellationToken cancellationToken)
    {
        var retry = new WindowRetry(Deliveries, key, cancellationToken);
        Deliveries.PostControl(this, retry);
        return retry.TakeTask();
    }

    public void Discard(string key) => Deliveries.PostControl(this, new WindowDiscard(key));

    void IDeliveryTarget.Deliver(object? item)
    {
        switch (item)
        {
            case null:
                Begin();
                break;
            case WindowLoad load:
                _loads.Add(load);
                Load();
                break;
            case WindowRetry retry:
                Retry(retry);
                break;
            case WindowDiscard discard:
                Discard(discard);
                break;
            case WindowClose:
                _subscriptions.Dispose();
                FailLoads(new ObjectDisposedException(nameof(ConversationTimeline)));
                _items.Complete();
                break;
            case Task<Frame> answer when !_subscriptions.IsDisposed:
                Take(answer);
                break;
        }
    }

    void Begin()
    {
        _subscriptions.Add(_parts.Sends.Follow(_conversation.Slot.Id, send =>
        {
            _sends.Take(send);
            TakeReceipts();
            DropBefore(send.Ack);
            Changed();
        }));
        _subscriptions.Add(_conversation.Receipts.Subscribe(new Handler<Receipt>(OnReceipt)));
        _subscriptions.Add(_conversation.MessageChanges.Subscribe(new Handler<MessageChange>(OnChange)));
        _subscriptions.Add(_conversation.OwnChanges.Subscribe(new Handler<MessageChange>(OnChange)));
        _subscriptions.Add(_conversation.MembershipChanges.Subscribe(new Handler<MembershipChange>(OnMembership)));
        _subscriptions.Add(_parts.States.Subscribe(new Handler<ConnectionState>(OnState, _items.Complete)));
    }

    void OnState(ConnectionState state)
    {
        _isOpen = state is ConnectionState.Connected;
        if (!_isOpen)
            return;
        AskMarks();
        if (!_isJoined)
            Load();
    }

    /// <summary>What was refused to whoever is no member may be had now.</summary>
    void OnMembership(MembershipChange change)
    {
        if (change is not (MembershipChange.Invited or MembershipChange.MembersJoined) || !change.Members.Contains(_parts.Session.Options.ClientId))
            return;
        if (_isJoined)
            _reader?.Mend();
        else
            Load();
    }

    void OnEntry(TimelineEntry entry)
    {
        switch (entry)
        {
            case TimelineEntry.MessageAdded message:
                Tell(message.Message);
                break;
            case TimelineEntry.MessageChanged change:
                Apply(change.Change);
                break;
            case TimelineEntry.Gap gap:
                Note(gap);
                break;
        }
        Changed();
    }

    void Tell(Message message)
    {
        if (!_sends.HoldsBack(message))
            Place(message);
    }

    void Place(Message message)
    {
        if (_entries.Find(message.Id) is { } known)
        {
            if (message.UpdatedAtMilliseconds >= known.Message!.UpdatedAtMilliseconds)
                known.Message = message;
            return;
        }
        var entry = _sends.Find(message) ?? new WindowEntry(message.Id);
        entry.Message = message;
        entry.Become(TimelineItemState.Sent);
        _entries.Place(entry);
    }

    void OnChange(MessageChange change)
    {
        if (_request is not null && _changes.Count < CatchUp.MaxParked)
            _changes.Add(change);
        Apply(change);
        Changed();
    }

    void Apply(MessageChange change)
    {
        var message = change.Message;
        if (_entries.Find(message.Id) is { Message: { } known } entry
            && (message.UpdatedAt is null || message.UpdatedAtMilliseconds > known.UpdatedAtMilliseconds))
            entry.Message = message with { DeliveredAt = known.DeliveredAt, ReadAt = known.ReadAt };
    }

    void Discard(WindowDiscard discard)
    {
        if (_entries.Unsent.FirstOrDefault(entry => entry.Key == discard.Key && entry.State == TimelineItemState.Failed) is not { } entry)
            return;
        _entries.Remove(entry);
        Changed();
    }

    void Retry(WindowRetry retry)
    {
        var entry = _entries.Unsent.FirstOrDefault(entry => entry.Key == retry.Key);
        if (entry is null || (entry.State != TimelineItemState.Failed && entry.Retry is null))
        {
            retry.Fail(new InvalidOperationException("Only a message of this timeline that failed can be sent again."));
            return;
        }
        if (entry.State == TimelineItemState.Failed)
            entry.Retry = _send(entry.Frame! with { SerialId = null, PeerId = null }, retry.CancellationToken);
        entry.Retry!.ContinueWith(
            static (sending, state) => End((WindowRetry)state!, sending),
            retry,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    static void End(WindowRetry retry, Task<MessageAck> sending)
    {
        if (sending.Status == TaskStatus.RanToCompletion)
            retry.Succeed(sending.GetAwaiter().GetResult());
        else if (sending.IsCanceled)
            retry.Cancel(retry.CancellationToken);
        else
            retry.Fail(sending.Exception!.InnerException!);
    }

    void Changed() => _items.Change();

    IReadOnlyList<TimelineItem> ShowNow()
    {
        var items = _entries.Show();
        return items.SequenceEqual(_shown) ? _shown : _shown = items;
    }

    sealed class WindowMarks(TimelineWindow window) : IDeliveryTarget
    {
        void IDeliveryTarget.Deliver(object? item)
        {
            var marks = (ConversationFrame)item!;
            if (window._entries.Mark(marks.MaxAckTimestamp ?? 0, marks.MaxReadTimestamp ?? 0))
                window.Changed();
        }
    }
}
