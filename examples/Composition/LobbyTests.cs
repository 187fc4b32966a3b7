using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Text.Json.Nodes;
using LeanRx;
using LeanRx.Testing;
using Lobby;

namespace Composition;

/// <summary>A game over the network, played in no time: moves, cheese, comings and goings.</summary>
public class LobbyTests
{
    readonly VirtualWorld _world = new(new HistoricalScheduler());

    (LeanClient Client, Arena Arena, Recording<Board> Boards) Enter(string name)
    {
        var client = _world.CreateClient(name);
        _world.Run(client.OpenAsync());
        var arena = _world.Run(Arena.EnterAsync(client));
        return (client, arena, arena.Boards.Record(_world.Scheduler));
    }

    Board Now((LeanClient Client, Arena Arena, Recording<Board> Boards) player)
    {
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
        return player.Boards.Values[^1];
    }

    [Fact]
    public void Whoever_comes_sees_those_who_are_there_and_their_steps()
    {
        var tom = Enter("Tom");
        tom.Arena.Go(1, 0);
        var jerry = Enter("Jerry");
        jerry.Arena.Go(0, -1);

        Assert.Equal(["Jerry", "Tom"], Now(jerry).Players.Keys);
        Assert.Equal(Now(tom).Players, Now(jerry).Players);
    }

    [Fact]
    public void The_cheese_is_had_by_who_steps_on_it_and_lies_elsewhere_for_all_then()
    {
        var (tom, jerry) = (Enter("Tom"), Enter("Jerry"));
        var first = Now(tom).Cheese;
        while (Now(tom) is { Round: 0 } board)
            tom.Arena.Go(Math.Sign(first.X - board.Players["Tom"].X), Math.Sign(first.Y - board.Players["Tom"].Y));

        Assert.Equal(1, Now(jerry).Players["Tom"].Score);
        Assert.NotEqual(first, Now(jerry).Cheese);
        Assert.Equal(Now(tom).Cheese, Now(jerry).Cheese);
    }

    [Fact]
    public void Who_leaves_is_gone_from_the_board()
    {
        var (tom, jerry) = (Enter("Tom"), Enter("Jerry"));
        Assert.Equal(2, Now(tom).Players.Count);
        _world.Run(jerry.Client.CloseAsync());
        _world.AdvanceBy(TimeSpan.FromSeconds(3));

        Assert.Equal(["Tom"], Now(tom).Players.Keys);
    }

    [Fact]
    public void What_is_no_move_moves_nobody()
    {
        var (tom, jerry) = (Enter("Tom"), Enter("Jerry"));
        var before = Now(tom);
        var room = _world.Run(jerry.Client.QueryConversationsAsync(new ConversationQuery().Where(c => c.Name == "Lobby" & c.IsTransient)))[0];
        foreach (var nonsense in (string[])["""{"x":-1,"y":0,"score":0,"round":0}""", """{"x":"1","y":0,"score":0,"round":0}""", """{"x":1e9}""", "{}"])
            _world.Run(room.SendAsync(new JsonMessage((JsonObject)JsonNode.Parse(nonsense)!), new() { IsTransient = true }));

        Assert.Equal(before, Now(tom));
    }
}
