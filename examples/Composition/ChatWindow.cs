using System.Collections.ObjectModel;
using LeanRx;

namespace Composition;

/// <summary>The messages of one conversation in a window: the last fifty, then live, older ones when the user scrolls up; one's own at once.</summary>
sealed class ChatWindow : IDisposable
{
    readonly Conversation _chat;
    readonly ConversationTimeline _timeline;
    readonly IDisposable _binding;

    public ChatWindow(Conversation chat)
    {
        _chat = chat;
        _timeline = chat.OpenTimeline(last: 50);
        _binding = _timeline.Items.ToListChanges(item => item.Key).BindTo(Lines);
    }

    public ObservableCollection<TimelineItem> Lines { get; } = [];

    public Task<bool> ScrolledToTheTopAsync() => _timeline.LoadOlderAsync();

    /// <summary>Nothing to wait for: the line is there, and says whether it is sent or failed.</summary>
    public void Send(string text) => _ = _chat.SendAsync(text).ContinueWith(sent => sent.Exception, TaskScheduler.Default);

    public Task RetryAsync(TimelineItem line) => _timeline.RetryAsync(line);

    public void Discard(TimelineItem line) => _timeline.Discard(line);

    public void Dispose()
    {
        _binding.Dispose();
        _timeline.Dispose();
    }
}
