using System.Collections.Concurrent;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Chatting;

/// <summary>The conversation at hand: what is sent to it, and what it tells when asked.</summary>
/// <param name="followsNews">Whether the first conversation that brings news is entered, as long as there is none.</param>
sealed class Chat(LeanClient client, ChatScreen screen, bool followsNews, CancellationToken ending)
{
    const int ShownOnEntering = 10;

    readonly Recent<bool> _shown = new();
    readonly ReceiptBook _receipts =
        new((receipt, text) => screen.Note($"{receipt.From ?? "the other side"} has {(receipt is ReadReceipt ? "read" : "received")}: {text}"));
    readonly ConcurrentDictionary<Task, byte> _sending = [];
    Conversation? _current;

    /// <summary>Where typed lines go; null before there is a conversation.</summary>
    public Conversation? Current => Volatile.Read(ref _current);

    /// <summary>Enters the one conversation of these people and oneself.</summary>
    public async Task TalkWithAsync(IReadOnlyList<string> names) =>
        await EnterAsync(await client.CreateConversationAsync(names, new CreateConversationOptions { IsUnique = true }, ending).ConfigureAwait(false))
            .ConfigureAwait(false);

    /// <summary>Enters a conversation by its id, and joins it where one is no member.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public async Task EnterAsync(string conversationId)
    {
        var conversation = await client.GetConversationAsync(conversationId, ending).ConfigureAwait(false)
            ?? throw new ToolException($"--conversation {conversationId}: there is no such conversation") { ExitCode = ExitCodes.Failure };
        if (!conversation.Members.Contains(client.ClientId))
            await conversation.JoinAsync(ending).ConfigureAwait(false);
        await EnterAsync(conversation).ConfigureAwait(false);
    }

    /// <summary>Enters the conversation of somebody who wrote, when there is none yet.</summary>
    public void EnterIfIdle(string conversationId)
    {
        if (followsNews && Current is null)
            Track(EnterIfIdleAsync(conversationId));
    }

    /// <summary>Shows a message that came; not again what history has shown.</summary>
    public void Show(Message message)
    {
        if (!_shown.TryAdd(message.Id, true))
            return;
        var elsewhere = Current is { } current && current.Id != message.ConversationId;
        screen.Say(elsewhere ? $"{message.From} (in {message.ConversationId})" : message.From, MessageText.Of(message));
        EnterIfIdle(message.ConversationId);
    }

    /// <summary>Tells of a receipt for a line that was sent from here.</summary>
    public void Show(Receipt receipt) => _receipts.Received(receipt);

    /// <summary>Sends a line; what becomes of it is told when it is known. Lines arrive in the order in which they were typed.</summary>
    public void Say(string text)
    {
        if (text.Length == 0)
            return;
        if (Current is { } conversation)
            Track(SendAsync(conversation, text));
        else
            screen.Warn($"not sent, there is nobody to talk with yet: {text}");
    }

    /// <summary>Completes when the fate of every line is known.</summary>
    public Task SentAsync() => Task.WhenAll(_sending.Keys).WaitAsync(ending);

    public async Task TellMembersAsync()
    {
        if (Current is not { } conversation)
        {
            screen.Note("nobody is here yet");
            return;
        }

        var members = await conversation.GetMembersAsync(ending).ConfigureAwait(false);
        var online = await client.PingAsync(members, ending).ConfigureAwait(false);
        screen.Note($"here: {List(online)}; away: {List(members.Except(online))}");
    }

    public Task TellHistoryAsync(int count) => Current is { } conversation ? TellHistoryAsync(conversation, count, again: true) : Task.CompletedTask;

    public Task HelpAsync(string text)
    {
        screen.Note(text);
        return Task.CompletedTask;
    }

    public void Warn(string text) => screen.Warn(text);

    async Task TellHistoryAsync(Conversation conversation, int count, bool again)
    {
        var messages = new Stack<Message>();
        await foreach (var message in conversation.GetHistoryAsync(new HistoryOptions { Limit = count, PageSize = Math.Min(count, 100) }, ending)
            .ConfigureAwait(false))
            messages.Push(message);
        foreach (var message in messages)
        {
            if (_shown.TryAdd(message.Id, true) || again)
                screen.Recall(message.Timestamp, message.From, MessageText.Of(message));
        }
    }

    async Task EnterAsync(Conversation conversation)
    {
        if (Interlocked.Exchange(ref _current, conversation) is { } left && left.Id == conversation.Id)
            return;
        await ShowEntranceAsync(conversation).ConfigureAwait(false);
    }

    async Task ShowEntranceAsync(Conversation conversation)
    {
        var others = conversation.Members.Where(member => member != client.ClientId);
        screen.Note($"talking with {List(others)} in conversation {conversation.Id}{(conversation.Name is { Length: > 0 } name ? $" '{name}'" : "")}");
        if (conversation.IsTransient)
            return;
        await TellHistoryAsync(conversation, ShownOnEntering, again: false).ConfigureAwait(false);
        await conversation.MarkReadAsync(cancellationToken: ending).ConfigureAwait(false);
    }

    async Task EnterIfIdleAsync(string conversationId)
    {
        try
        {
            if (await client.GetConversationAsync(conversationId, ending).ConfigureAwait(false) is { } conversation
                && Interlocked.CompareExchange(ref _current, conversation, null) is null)
                await ShowEntranceAsync(conversation).ConfigureAwait(false);
        }
        catch (LeanRxException exception)
        {
            screen.Warn($"cannot enter conversation {conversationId}: {exception.Message}");
        }
    }

    async Task SendAsync(Conversation conversation, string text)
    {
        try
        {
            var ack = await conversation.SendAsync(new TextMessage(text), new SendOptions { Receipt = true }, ending).ConfigureAwait(false);
            _receipts.Sent(ack.MessageId, text);
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
