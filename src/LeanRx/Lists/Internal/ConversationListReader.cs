using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Streams.Internal;

namespace LeanRx.Lists.Internal;

/// <summary>
/// One subscription to a list of conversations. Which they are the server says, asked anew when something has happened that may change it; what they show and
/// where they stand is what the client knows of each. Everything happens on the delivery queue, one thing at a time.
/// </summary>
/// <param name="ask">Asks the server which conversations they are.</param>
/// <param name="limit">At most so many are asked for.</param>
/// <param name="show">What the list holds of a conversation.</param>
internal sealed class ConversationListReader<T>(ISession session, IObservable<ConnectionState> states, ConversationRegistry conversations,
    Action<Exception> observerThrew, Func<Task<IReadOnlyList<ConversationCore>>> ask, int limit, Func<ConversationCore, ConversationSnapshot, T> show,
    IObserver<IReadOnlyList<T>> observer) : IDeliveryTarget
{
    /// <summary>The server is asked at most this often.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    /// <summary>So many conversations are remembered that are none of the list's.</summary>
    const int MaxStrangers = 10_000;

    const int MostPauses = 5;

    static readonly object Time = new();

    readonly CompositeDisposable _subscriptions = [];
    readonly SerialDisposable _timer = new();
    readonly IStopwatch _stopwatch = session.Options.Scheduler.StartStopwatch();
    readonly HashSet<string> _strangers = new(StringComparer.Ordinal);
    Dictionary<string, ListedConversation<T>> _listed = new(StringComparer.Ordinal);
    HashSet<string> _asked = new(StringComparer.Ordinal);
    HashSet<string> _outside = new(StringComparer.Ordinal);
    TimeSpan _calmAt;
    int _pauses;
    bool _isOpen;
    bool _isAsking;
    bool _isOnceMore;

    public IDisposable Start()
    {
        _subscriptions.Add(_timer);
        _subscriptions.Add(conversations.Activity.Subscribe(new Handler<IReadOnlyDictionary<string, bool>>(OnActivity)));
        _subscriptions.Add(states.Subscribe(new Handler<ConnectionState>(OnState, observer.OnCompleted)));
        return _subscriptions;
    }

    void OnState(ConnectionState state)
    {
        _isOpen = state is ConnectionState.Connected;
        if (!_isOpen)
            return;
        _strangers.Clear();
        Want();
    }

    void OnActivity(IReadOnlyDictionary<string, bool> changed)
    {
        var isShownAnew = false;
        foreach (var (id, isFoundAnew) in changed.Select(static change => (change.Key, change.Value)))
        {
            if (_listed.TryGetValue(id, out var listed))
                isShownAnew |= listed.Refresh(show);
            else if (isFoundAnew || !_strangers.Contains(id))
                _outside.Add(id);
            if (isFoundAnew)
                _strangers.Remove(id);
            _isOnceMore |= isFoundAnew;
        }
        if (isShownAnew)
            Tell();
        if (!_isAsking && (_isOnceMore || _outside.Count > 0))
            Want();
    }

    void Want()
    {
        var now = _stopwatch.Elapsed;
        if (_isAsking)
            _isOnceMore = true;
        else if (_isOpen && now >= _calmAt)
            Ask(now);
        else if (_isOpen)
            _timer.Disposable = session.Options.Scheduler.ScheduleOrFallback(this, _calmAt - now, static list => list.Wake());
    }

    void Wake() => session.Deliveries.PostControl(this, Time);

    void Ask(TimeSpan now)
    {
        _timer.Disposable = Disposable.Empty;
        (_asked, _outside) = (_outside, new HashSet<string>(StringComparer.Ordinal));
        (_isAsking, _isOnceMore, _calmAt) = (true, false, now + Calm);
        ask().ContinueWith(
            static (answer, state) => ((ConversationListReader<T>)state!).Hand(answer),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    void Hand(Task<IReadOnlyList<ConversationCore>> answer) => session.Deliveries.PostControl(this, answer);

    void IDeliveryTarget.Deliver(object? item)
    {
        if (_subscriptions.IsDisposed)
            return;
        if (item == Time)
        {
            Want();
            return;
        }
        _isAsking = false;
        var answer = (Task<IReadOnlyList<ConversationCore>>)item!;
        if (answer.Status == TaskStatus.RanToCompletion)
            Take(answer.GetAwaiter().GetResult());
        else
            Fail(answer.Exception?.InnerException);
        if (_isOnceMore || _outside.Count > 0)
            Want();
    }

    void Take(IReadOnlyList<ConversationCore> found)
    {
        _pauses = 0;
        var isFirst = _listed.Count == 0;
        var before = _listed;
        _listed = new Dictionary<string, ListedConversation<T>>(StringComparer.Ordinal);
        var isShownAnew = isFirst || before.Count != found.Count;
        foreach (var conversation in found)
        {
            if (!before.TryGetValue(conversation.Slot.Id, out var listed))
                (listed, isShownAnew) = (new ListedConversation<T>(conversation, show), true);
            isShownAnew |= listed.Refresh(show);
            _listed.Add(conversation.Slot.Id, listed);
            _outside.Remove(conversation.Slot.Id);
        }
        // What was said in them last would have brought them in.
        var last = found.Count < limit ? 0 : found.Min(static conversation => conversation.Slot.Latest.At);
        if (_strangers.Count > MaxStrangers)
            _strangers.Clear();
        _strangers.UnionWith(_asked.Where(id => !_listed.ContainsKey(id) && (found.Count < limit || conversations.Slot(id).Latest.At > last)));
        if (isShownAnew)
            Tell();
    }

    void Fail(Exception? cause)
    {
        switch (cause)
        {
            case ConnectionLostException or ClientClosedException:
                // The next login asks again.
                _isOnceMore = false;
                break;
            case CommandTimeoutException or OutboxFullException:
            case ServerRejectedException refusal when ErrorCodes.IsTemporary(refusal.Code):
                _calmAt = _stopwatch.Elapsed + TimeSpan.FromSeconds(1 << Math.Min(_pauses++, MostPauses));
                _isOnceMore = true;
                break;
            default:
                _isOnceMore = false;
                session.Report(new Fault(FaultKind.Server, $"Which conversations a list is to show could not be asked for. {cause?.Message}", cause));
                break;
        }
    }

    void Tell()
    {
        var list = _listed.Values.OrderByDescending(static listed => listed.At).ThenBy(static listed => listed.Conversation.Slot.Id, StringComparer.Ordinal)
            .Select(static listed => listed.Shown).ToArray();
        try
        {
            observer.OnNext(list);
        }
        catch (Exception exception)
        {
            _subscriptions.Dispose();
            observerThrew(exception);
        }
    }
}
