using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using LeanRx;

namespace Composition;

/// <summary>
/// A view model as a user interface binds to it: lines, a status, a command. Nothing in it knows of threads or tests: its client was made with the scheduler of
/// the user interface, <c>Scheduler = new SynchronizationContextScheduler(SynchronizationContext.Current!)</c>, where then all streams and awaits of the client
/// come.
/// </summary>
sealed class ChatViewModel : INotifyPropertyChanged, IDisposable
{
    readonly Conversation _chat;
    readonly CompositeDisposable _subscriptions = [];

    public ChatViewModel(LeanClient client, Conversation chat)
    {
        _chat = chat;
        _subscriptions.Add(chat.Messages.OfType<TextMessage>().Subscribe(message => Lines.Add($"{message.From}: {message.Text}")));
        _subscriptions.Add(client.StateChanges.Select(state => state is ConnectionState.Connected).Subscribe(isOnline => Set(isOnline)));
    }

    public event PropertyChangedEventHandler? PropertyChanged;

    public ObservableCollection<string> Lines { get; } = [];

    public bool IsOnline { get; private set; }

    public async Task SendAsync(string text)
    {
        var ack = await _chat.SendAsync(text);
        Lines.Add($"me: {text} ({ack.Timestamp:HH:mm})");
    }

    public void Dispose() => _subscriptions.Dispose();

    void Set(bool isOnline)
    {
        if (IsOnline == isOnline)
            return;
        IsOnline = isOnline;
        PropertyChanged?.Invoke(this, new PropertyChangedEventArgs(nameof(IsOnline)));
    }
}
