using System.Reactive.Disposables;

namespace LeanRx.Cli.Chatting;

/// <summary>The stay in one conversation: its messages on the screen, read marks for what was shown, who types.</summary>
sealed class Visit : IDisposable
{
    readonly Conversation _conversation;
    readonly ConversationTimeline _timeline;
    readonly TimelineView _view;
    readonly Action<string> _warn;
    readonly CompositeDisposable _following;
    IReadOnlyList<TimelineItem> _items = [];
    int _unread;

    /// <param name="conversation">Where one is.</param>
    /// <param name="screen">Where it is shown.</param>
    /// <param name="clientId">As whom.</param>
    /// <param name="shownOnEntering">So many messages of before are shown.</param>
    /// <param name="typing">Is told who types.</param>
    public Visit(Conversation conversation, ChatScreen screen, string clientId, int shownOnEntering, Action<IReadOnlyList<string>> typing)
    {
        _conversation = conversation;
        _warn = screen.Warn;
        _view = new TimelineView(screen, clientId);
        _timeline = conversation.OpenTimeline(shownOnEntering);
        _following = [_timeline, _timeline.Items.Subscribe(Show), conversation.Typing.Subscribe(typing)];
    }

    /// <summary>Sends again what was not sent.</summary>
    /// <returns>How many messages.</returns>
    public int Retry()
    {
        var failed = Volatile.Read(ref _items).Where(item => item.State == TimelineItemState.Failed).ToList();
        foreach (var item in failed)
            _ = RetryAsync(item);
        return failed.Count;
    }

    public void Dispose() => _following.Dispose();

    async Task RetryAsync(TimelineItem item)
    {
        try
        {
            await _timeline.RetryAsync(item).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LeanRxException or InvalidOperationException)
        {
            _warn($"not sent: {MessageText.Of(item.Message!)}: {exception.Message}");
        }
    }

    void Show(IReadOnlyList<TimelineItem> items)
    {
        Volatile.Write(ref _items, items);
        if (_view.Show(items) && !_conversation.IsTransient && Interlocked.Increment(ref _unread) == 1)
            _ = MarkReadAsync();
    }

    /// <summary>One mark at a time; what came meanwhile is marked with the next.</summary>
    async Task MarkReadAsync()
    {
        try
        {
            int marked;
            do
            {
                marked = Volatile.Read(ref _unread);
                await _conversation.MarkReadAsync().ConfigureAwait(false);
            }
            while (Interlocked.CompareExchange(ref _unread, 0, marked) != marked);
        }
        catch (Exception exception) when (exception is LeanRxException or ObjectDisposedException)
        {
            // It is read all the same; the next message tells the server.
            Volatile.Write(ref _unread, 0);
        }
    }
}
