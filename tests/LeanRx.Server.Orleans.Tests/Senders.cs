using System.Diagnostics;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Clients that send, each in a conversation of its own and one message at a time, while something happens to the nodes.</summary>
sealed class Senders : IAsyncDisposable
{
    readonly List<(LeanClient Client, Conversation Conversation, List<string> Acked)> _senders = [];
    readonly TaskCompletionSource _isBusy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _isOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Task _sending = Task.CompletedTask;
    int _acked;
    long _longest;

    /// <summary>Completes when so many were acked that all is under way.</summary>
    public Task Busy => _isBusy.Task;

    public int Acked => Volatile.Read(ref _acked);

    /// <summary>The longest that anybody waited for an ack.</summary>
    public TimeSpan Longest => Stopwatch.GetElapsedTime(0, Volatile.Read(ref _longest));

    public static async Task<Senders> StartAsync(Uri url, string name, int count, CancellationToken patience)
    {
        var senders = new Senders();
        for (var number = 0; number < count; number++)
        {
            var client = new LeanClient(url, $"{name}{number}");
            await client.OpenAsync(patience);
            senders._senders.Add((client, await client.CreateConversationAsync([$"{name}{number + 1}"], new() { Name = $"{name}{number}" }, patience), []));
        }
        senders._sending = Task.WhenAll(senders._senders.Select(sender => senders.SendAsync(sender.Conversation, sender.Acked, patience)));
        return senders;
    }

    /// <summary>Goes on until so many more were acked, then stops.</summary>
    public async Task<Senders> FinishAsync(int more)
    {
        var target = Acked + more;
        while (Acked < target && !_sending.IsCompleted)
            await Task.Yield();
        _isOver.TrySetResult();
        await _sending;
        return this;
    }

    /// <summary>What is stored is what was acked, each once and in order.</summary>
    public async Task RequireAllAsync(CancellationToken patience)
    {
        foreach (var (_, conversation, acked) in _senders)
        {
            var stored = new List<string>();
            await foreach (var message in conversation.GetHistoryAsync(
                new() { PageSize = 1000, Direction = HistoryDirection.Newer }, patience))
                stored.Add(((TextMessage)message).Text!);
            Assert.Equal(acked, stored);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isOver.TrySetResult();
        foreach (var (client, _, _) in _senders)
            await client.DisposeAsync();
    }

    async Task SendAsync(Conversation conversation, List<string> acked, CancellationToken patience)
    {
        for (var number = 0; !_isOver.Task.IsCompleted; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            await conversation.SendAsync($"{number}", patience);
            acked.Add($"{number}");
            var waited = Stopwatch.GetTimestamp() - begun;
            for (var known = Volatile.Read(ref _longest); waited > known; known = Volatile.Read(ref _longest))
                Interlocked.CompareExchange(ref _longest, waited, known);
            if (Interlocked.Increment(ref _acked) == 40 * _senders.Count)
                _isBusy.TrySetResult();
        }
    }
}
