using System.Reactive.Disposables;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Benchmarking;

/// <summary>The clients of a load, each logged in and in its conversation.</summary>
sealed class BenchClients : IAsyncDisposable
{
    const int AtOnce = 32;

    readonly LeanClient[] _clients;
    readonly Conversation[] _places;
    readonly CompositeDisposable _following = [];

    /// <param name="options">Those of all of them, but for the names.</param>
    /// <param name="settings">How many.</param>
    /// <param name="run">What their names begin with.</param>
    public BenchClients(LeanClientOptions options, BenchSettings settings, string run)
    {
        _clients = [.. Enumerable.Range(0, settings.Clients).Select(number => new LeanClient(options with { ClientId = $"{run}-{number}" }))];
        _places = new Conversation[settings.Clients];
    }

    /// <summary>Each client's conversation.</summary>
    public IReadOnlyList<Conversation> Places => _places;

    /// <summary>Logs all in and brings them into their conversations.</summary>
    /// <param name="conversations">Among so many conversations they are divided.</param>
    /// <param name="progress">Is told how many are there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ToolException">One of them cannot; the message says why.</exception>
    public async Task OpenAsync(int conversations, Action<int> progress, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        var opened = 0;
        try
        {
            await Parallel.ForEachAsync(_clients, parallel, async (client, token) =>
            {
                await client.OpenAsync(token).ConfigureAwait(false);
                progress(Interlocked.Increment(ref opened));
            }).ConfigureAwait(false);
            await Parallel.ForEachAsync(Enumerable.Range(0, conversations), parallel, async (number, token) =>
            {
                var members = Enumerable.Range(0, _clients.Length).Where(client => client % conversations == number).ToList();
                var conversation = await _clients[number].CreateConversationAsync([.. members.Skip(1).Select(client => _clients[client].ClientId)],
                    new CreateConversationOptions { Name = $"load {_clients[0].ClientId[..^2]}" }, token).ConfigureAwait(false);
                _places[number] = conversation;
                foreach (var client in members.Skip(1))
                    _places[client] = await _clients[client].GetConversationAsync(conversation.Id, token).ConfigureAwait(false)
                        ?? throw new ToolException($"the server does not find conversation {conversation.Id}") { ExitCode = ExitCodes.Failure };
            }).ConfigureAwait(false);
        }
        catch (LeanRxException exception)
        {
            throw new ToolException($"{opened} of {_clients.Length} clients logged in: {exception.Message}", exception) { ExitCode = ExitCodes.Failure };
        }
    }

    public void Follow(Action<Message> received)
    {
        foreach (var client in _clients)
            _following.Add(client.Messages.Subscribe(received));
    }

    public async ValueTask DisposeAsync()
    {
        _following.Dispose();
        await Parallel.ForEachAsync(_clients, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, static async (client, _) =>
            await client.DisposeAsync().ConfigureAwait(false)).ConfigureAwait(false);
    }
}
