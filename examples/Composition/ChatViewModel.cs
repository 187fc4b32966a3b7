using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using System.Runtime.CompilerServices;
using LeanRx;

namespace Composition;

/// <summary>
/// A view model as WPF, MAUI and Avalonia bind to it: lines, a status, a draft, a command. Nothing in it knows of threads or tests: its client was made with
/// the scheduler of the user interface, <c>Scheduler = new SynchronizationContextScheduler(SynchronizationContext.Current!)</c>, where then all streams and
/// awaits of the client come.
/// </summary>
sealed class ChatViewModel : INotifyPropertyChanged, IDisposable
{
    readonly Conversation _chat;
    readonly CompositeDisposable _subscriptions = [];
    bool _isOnline;
    string _hint = "", _draft = "";

    public ChatViewModel(LeanClient client, Conversation chat)
    {
        _chat = chat;
        _subscriptions.Add(chat.Messages.OfType<TextMessage>().Subscribe(message => Lines.Add($"{message.From}: {message.Text}")));
        _subscriptions.Add(client.StateChanges.Select(state => state is ConnectionState.Connected).Subscribe(isOnline => IsOnline = isOnline));
        _subscriptions.Add(chat.Typing.Subscribe(who => Hint = who.Count == 0 ? "" : $"{string.Join(", ", who)} typing…"));
    }

    public event PropertyChangedEventHandler? PropertyChanged;

    public ObservableCollection<string> Lines { get; } = [];

    public bool IsOnline { get => _isOnline; private set => Set(ref _isOnline, value); }

    /// <summary>Who else types.</summary>
    public string Hint { get => _hint; private set => Set(ref _hint, value); }

    /// <summary>What the user has written so far, bound in both directions.</summary>
    public string Draft
    {
        get => _draft;
        set
        {
            if (Set(ref _draft, value) && value.Length > 0)
                _chat.NotifyTyping();
        }
    }

    /// <summary>The command of the button: sends the draft, and has it back where that failed.</summary>
    public async Task SendDraftAsync()
    {
        var text = Draft;
        Draft = "";
        try
        {
            await SendAsync(text);
        }
        catch (LeanRxException) when (Draft.Length == 0)
        {
            Draft = text;
        }
    }

    public async Task SendAsync(string text)
    {
        var ack = await _chat.SendAsync(text);
        Lines.Add($"me: {text} ({ack.Timestamp:HH:mm})");
    }

    public void Dispose() => _subscriptions.Dispose();

    bool Set<T>(ref T field, T value, [CallerMemberName] string? property = null)
    {
        if (EqualityComparer<T>.Default.Equals(field, value))
            return false;
        field = value;
        PropertyChanged?.Invoke(this, new PropertyChangedEventArgs(property));
        return true;
    }
}
