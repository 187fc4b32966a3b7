using System.Collections.Concurrent;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Chatting;

/// <summary>The conversation at hand: what is sent to it, and what it tells when asked.</summary>
/// <param name="followsNews">Whether the first conversation that brings news is entered, as long as there is none.</param>
sealed class Chat(LeanClient client, ChatScreen screen, bool followsNews, CancellationToken ending) : IDisposable
{
    const int ShownOnEntering = 10;

    readonly Lock _lock = new();
    readonly ConcurrentDictionary<Task, byte> _sending = [];
    IReadOnlyList<string> _typing = [];
    bool _isConnected;
    Conversation? _current;
    Visit? _visit;

    /// <summary>Where typed lines go; null before there is a conversation.</summary>
    public Conversation? Current => Volatile.Read(ref _current);

    /// <summary>Enters the one conversation of these people and oneself.</summary>
    public async Task TalkWithAsync(IReadOnlyList<string> names) =>
        Enter(await client.CreateConversationAsync(names, new CreateConversationOptions { IsUnique = true }, ending).ConfigureAwait(false));

    /// <summary>Enters a conversation by its id, and joins it where one is no member.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public async Task EnterAsync(string conversationId)
    {
        var conversation = await client.GetConversationAsync(conversationId, ending).ConfigureAwait(false)
            ?? throw new ToolException($"--conversation {conversationId}: there is no such conversation") { ExitCode = ExitCodes.Failure };
        if (!conversation.Members.Contains(client.ClientId))
            await conversation.JoinAsync(ending).ConfigureAwait(false);
        Enter(conversation);
    }

    /// <summary>Enters the conversation that brings news, when there is none yet.</summary>
    public void EnterIfIdle(string conversationId)
    {
        if (followsNews && Current is null)
            Track(EnterIfIdleAsync(conversationId));
    }

    /// <summary>Shows what does not come with the timeline of this conversation: messages of others, and those that are not kept.</summary>
    public void Show(Message message)
    {
        if (followsNews && Current is null)
            Track(EnterIfIdleAsync(message));
        else if (message.IsTransient || Current?.Id != message.ConversationId)
            Print(message);
    }

    /// <summary>Sends a line; what becomes of it is shown when it is known.</summary>
    /// <remarks>Lines arrive in the order in which they were typed.</remarks>
    public void Say(string text)
    {
        if (text.Length == 0)
            return;
        if (Current is { } conversation)
            Track(SendAsync(conversation, text));
        else
            screen.Warn($"not sent, there is nobody to talk with yet: {text}");
    }

    /// <summary>Tells the others that something is being typed.</summary>
    public void NotifyTyping()
    {
        if (Current is { Current.IsSystem: false } conversation)
            conversation.NotifyTyping();
    }

    /// <summary>Completes when the fate of every line is known.</summary>
    public Task SentAsync() => Task.WhenAll(_sending.Keys).WaitAsync(ending);

    /// <summary>Whether there is a connection has changed.</summary>
    public void Connect(bool isConnected)
    {
        lock (_lock)
            _isConnected = isConnected;
        TellState();
    }

    public Task RetryAsync()
    {
        screen.Note(_visit?.Retry() is { } count and > 0 ? $"sending {count} again" : "there is nothing that was not sent");
        return Task.CompletedTask;
    }

    public void Dispose() => _visit?.Dispose();

    public async Task TellMembersAsync()
    {
        if (Current is not { } conversation)
        {
            screen.Note("nobody is here yet");
            return;
        }

        var members = await conversation.GetMembersAsync(ending).ConfigureAwait(false);
        var online = await client.GetOnlineAsync(members, ending).ConfigureAwait(false);
        screen.Note($"here: {List(online)}; away: {List(members.Except(online))}");
    }

    public async Task TellHistoryAsync(int count)
    {
        if (Current is not { } conversation)
            return;
        var messages = new Stack<Message>();
        await foreach (var message in conversation.GetHistoryAsync(new HistoryOptions { Limit = count, PageSize = Math.Min(count, 100) }, ending)
            .ConfigureAwait(false))
            messages.Push(message);
        screen.Show([.. messages.Select(message =>
            new ChatRow(ChatRowKind.Message, message.Timestamp, MessageText.Of(message)) { From = message.From, IsOwn = message.From == client.ClientId })]);
    }

    public Task HelpAsync(string? unknown)
    {
        if (unknown is not null)
            screen.Warn($"{unknown}: there is no such command");
        foreach (var line in ChatLine.Help)
            screen.Note(line);
        return Task.CompletedTask;
    }

    public void Warn(string text) => screen.Warn(text);

    void Enter(Conversation conversation)
    {
        lock (_lock)
        {
            if (_current?.Id == conversation.Id)
                return;
            // Whoever reads who is there may answer at once.
            Volatile.Write(ref _current, conversation);
            _visit?.Dispose();
            var others = conversation.Members.Where(member => member != client.ClientId);
            screen.Note($"talking with {List(others)} in conversation {conversation.Id}{(conversation.Name is { Length: > 0 } name ? $" '{name}'" : "")}");
            _visit = new Visit(conversation, screen, client.ClientId, ShownOnEntering, names =>
            {
                lock (_lock)
                    _typing = names;
                TellState();
            });
        }
    }

    async Task EnterIfIdleAsync(Message message)
    {
        await EnterIfIdleAsync(message.ConversationId).ConfigureAwait(false);
        if (message.IsTransient || Current?.Id != message.ConversationId)
            Print(message);
    }

    void Print(Message message) => screen.Show([new ChatRow(ChatRowKind.Message, message.Timestamp, MessageText.Of(message))
    {
        From = Current?.Id == message.ConversationId ? message.From : $"{message.From} (in {message.ConversationId})",
        IsOwn = message.From == client.ClientId,
    }]);

    async Task EnterIfIdleAsync(string conversationId)
    {
        try
        {
            if (await client.GetConversationAsync(conversationId, ending).ConfigureAwait(false) is { } conversation && Current is null)
                Enter(conversation);
        }
        catch (LeanRxException exception)
        {
            screen.Warn($"cannot enter conversation {conversationId}: {exception.Message}");
        }
    }

    void TellState()
    {
        lock (_lock)
            screen.Tell(client.ClientId, _isConnected, _typing);
    }

    async Task SendAsync(Conversation conversation, string text)
    {
        try
        {
            await conversation.SendAsync(new TextMessage(text), new SendOptions { RequestReceipt = true }, ending).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LeanRxException or ArgumentException)
        {
            screen.Warn($"not sent: {text}: {exception.Message}");
        }
    }

    void Track(Task work)
    {
        _sending[work] = 0;
        _ = work.ContinueWith(done => _sending.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    static string List(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "nobody";
}
