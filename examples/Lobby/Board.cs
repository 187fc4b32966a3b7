using System.Collections.Immutable;

namespace Lobby;

/// <summary>The room at one moment: the last move of everybody who is there. The same for all who have heard the same.</summary>
public sealed record Board(ImmutableSortedDictionary<string, Move> Players)
{
    public const int Width = 32, Height = 12;

    public static Board Empty { get; } = new(ImmutableSortedDictionary.Create<string, Move>(StringComparer.Ordinal));

    /// <summary>How many cheeses are gone.</summary>
    public int Round => Players.Values.Select(player => player.Round).DefaultIfEmpty().Max();

    /// <summary>Where the next one lies: the round says it, so that nobody has to.</summary>
    public (int X, int Y) Cheese => ((Round * 13 + 20) % Width, (Round * 7 + 5) % Height);

    public Board With(Move move) => new(Players.SetItem(move.Player, move));

    public Board Without(string player) => new(Players.Remove(player));

    /// <summary>A step of a player, with the cheese if it lies there.</summary>
    public Move Step(string player, int right, int down)
    {
        var here = Players[player];
        var there = here with { X = Math.Clamp(here.X + right, 0, Width - 1), Y = Math.Clamp(here.Y + down, 0, Height - 1), Round = Round };
        return (there.X, there.Y) == Cheese ? there with { Score = there.Score + 1, Round = Round + 1 } : there;
    }
}
