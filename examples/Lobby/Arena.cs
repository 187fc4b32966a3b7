using System.Reactive.Linq;
using System.Reactive.Subjects;
using LeanRx;

namespace Lobby;

/// <summary>One player in the room, a chat room: moves are transient messages, which nobody stores, and who goes offline is gone from the board.</summary>
public sealed class Arena : IDisposable
{
    const string Name = "Lobby";

    static readonly SendOptions s_fleeting = new() { IsTransient = true };

    readonly LeanClient _client;
    readonly Conversation _room;
    readonly BehaviorSubject<Board> _boards;
    readonly IDisposable _hearing;

    Arena(LeanClient client, Conversation room)
    {
        _client = client;
        _room = room;
        _boards = new(Board.Empty.With(new Move(client.ClientId, client.ClientId.Sum(letter => letter) % Board.Width, Board.Height / 2)));
        var messages = room.Messages.OfType<JsonMessage>();
        var moves = messages.Select(Move.Of).OfType<Move>().Where(move => move.Player != client.ClientId).Publish().RefCount();
        var gone = moves.Select(move => move.Player).Distinct().SelectMany(player =>
            client.WatchPresence(player, TimeSpan.FromSeconds(2)).Where(isOnline => !isOnline).Select(_ => player));
        _hearing = moves.Select(move => (Func<Board, Board>)(board => board.With(move)))
            .Merge(gone.Select(player => (Func<Board, Board>)(board => board.Without(player))))
            .Subscribe(change => _boards.OnNext(change(_boards.Value)));
        Hearing = messages.Where(message => message.Content.ContainsKey("hello")).Subscribe(_ => Tell());
    }

    /// <summary>The board now, then whenever somebody moved, came or went.</summary>
    public IObservable<Board> Boards => _boards.AsObservable();

    IDisposable Hearing { get; }

    /// <summary>Goes into the room, which the first who comes makes; of several that were made at once all take the oldest.</summary>
    public static async Task<Arena> EnterAsync(LeanClient client)
    {
        var query = new ConversationQuery { Limit = 1 }.Where(c => c.Name == Name & c.IsTransient).OrderBy(c => c.CreatedAt);
        if (await client.QueryConversationsAsync(query) is not [var room])
        {
            await client.CreateConversationAsync([], new() { Name = Name, IsTransient = true });
            room = (await client.QueryConversationsAsync(query))[0];
        }
        await room.JoinAsync();
        var arena = new Arena(client, room);
        await room.SendAsync(new JsonMessage(Move.Hello), s_fleeting);
        arena.Tell();
        return arena;
    }

    public void Go(int right, int down)
    {
        _boards.OnNext(_boards.Value.With(_boards.Value.Step(_client.ClientId, right, down)));
        Tell();
    }

    /// <summary>A move that is lost is made good by the next one.</summary>
    void Tell() => _ = _room.SendAsync(new JsonMessage(_boards.Value.Players[_client.ClientId].ToJson()), s_fleeting)
        .ContinueWith(sending => sending.Exception, TaskScheduler.Default);

    public void Dispose()
    {
        _hearing.Dispose();
        Hearing.Dispose();
        _boards.Dispose();
    }
}
