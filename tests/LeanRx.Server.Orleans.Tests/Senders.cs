using System.Diagnostics;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Clients that send, one message at a time each, while something happens to the nodes.</summary>
sealed class Senders : IAsyncDisposable
{
    readonly List<LeanClient> _clients = [];
    readonly List<(Conversation Conversation, Acks Acks)> _conversations = [];
    readonly CancellationTokenSource _over = new();
    readonly Lock _lock = new();
    readonly List<(long From, TaskCompletionSource Heard, HashSet<int> Missing)> _rounds = [];
    Task _sending = Task.CompletedTask;
    int _acked;
    long _longest;

    public int Acked => Volatile.Read(ref _acked);

    /// <param name="conversations">As many as senders where it is not told: they are dealt out in turn.</param>
    public static async Task<Senders> StartAsync(Uri url, string name, int count, CancellationToken patience, int? conversations = null)
    {
        var senders = new Senders();
        var names = Enumerable.Range(0, count).Select(number => $"{name}{number}").ToList();
        var sending = new List<Func<Task>>();
        foreach (var number in Enumerable.Range(0, count))
        {
            var client = new LeanClient(url, names[number]);
            senders._clients.Add(client);
            await client.OpenAsync(patience);
            var place = number % (conversations ?? count);
            if (place == senders._conversations.Count)
            {
                var members = names.Where((_, other) => other % (conversations ?? count) == place).Append("Mary");
                senders._conversations.Add((await client.CreateConversationAsync(members, new() { Name = $"{name}{place}" }, patience), new Acks()));
            }
            var conversation = (await client.GetConversationAsync(senders._conversations[place].Conversation.Id, patience))!;
            sending.Add(() => senders.SendAsync(conversation, senders._conversations[place].Acks, number, patience));
        }
        senders._sending = Task.WhenAll(sending.Select(send => send()));
        await senders.RoundsAsync(20);
        return senders;
    }

    /// <summary>The conversations in which they send.</summary>
    public IEnumerable<string> ConversationIds => _conversations.Select(one => one.Conversation.Id);

    /// <summary>Goes on until everybody was acked so often what was sent since.</summary>
    public async Task RoundsAsync(int count)
    {
        for (var round = 0; round < count; round++)
        {
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
                _rounds.Add((Stopwatch.GetTimestamp(), heard, [.. Enumerable.Range(0, _clients.Count)]));
            await await Task.WhenAny(heard.Task, _sending);
        }
    }

    /// <summary>The longest that anybody has waited for an ack since this was asked last.</summary>
    public TimeSpan TakeLongest() => Stopwatch.GetElapsedTime(0, Interlocked.Exchange(ref _longest, 0));

    /// <summary>Stops when what is under way is acked.</summary>
    public async Task StopAsync()
    {
        await _over.CancelAsync();
        await _sending;
    }

    /// <summary>What is stored is what was acked, each once and in order.</summary>
    public async Task RequireAllAsync(CancellationToken patience)
    {
        await StopAsync();
        foreach (var (conversation, acks) in _conversations)
        {
            var stored = new List<string>();
            await foreach (var message in conversation.GetHistoryAsync(
                new() { PageSize = 1000, Direction = HistoryDirection.Newer }, patience))
                stored.Add(((TextMessage)message).Text!);
            acks.Require(stored);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        foreach (var client in _clients)
            await client.DisposeAsync();
        _over.Dispose();
    }

    async Task SendAsync(Conversation conversation, Acks acks, int sender, CancellationToken patience)
    {
        await Task.Yield();
        for (var number = 0; !_over.IsCancellationRequested; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            await conversation.SendAsync($"{sender}:{number}", patience);
            var acked = Stopwatch.GetTimestamp();
            acks.Add($"{sender}:{number}", sender, number, begun, acked);
            Interlocked.Increment(ref _acked);
            lock (_lock)
            {
                _longest = Math.Max(_longest, acked - begun);
                foreach (var round in _rounds.Where(round => begun > round.From))
                    if (round.Missing.Remove(sender) && round.Missing.Count == 0)
                        round.Heard.SetResult();
                _rounds.RemoveAll(static round => round.Missing.Count == 0);
            }
        }
    }
}
