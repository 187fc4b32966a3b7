using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Measuring;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Growing;

/// <summary>A client that holds many conversations of a bare server, and sends to them in no order.</summary>
sealed class ClientSends(ServerProcess server) : IAsyncDisposable
{
    readonly LeanClient _client = new(new LeanClientOptions(Roster.WebSocketOf(server.Address), BareAnswers.Many));
    readonly List<Conversation> _conversations = [];
    int[] _picked = [];

    /// <summary>Creates conversations, and sends to each.</summary>
    /// <param name="count">How many.</param>
    /// <param name="sends">How many sends follow each time.</param>
    public async Task OpenAsync(int count, int sends)
    {
        await _client.OpenAsync();
        await Outstanding.RunAsync(Enumerable.Range(0, count), async _ =>
        {
            var conversation = await _client.CreateConversationAsync(["jerry"]);
            lock (_conversations)
                _conversations.Add(conversation);
        });
        await Outstanding.RunAsync(Enumerable.Range(0, Math.Max(count, sends)), number => _conversations[number % count].SendAsync(SendRun.Text));
        var random = new Random(1);
        _picked = [.. Enumerable.Range(0, sends).Select(_ => random.Next(count))];
    }

    public Task SendAsync() => Outstanding.RunAsync(_picked, index => _conversations[index].SendAsync(SendRun.Text));

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
