using System.Text;

namespace Lobby;

/// <summary>The board in a terminal.</summary>
public static class Screen
{
    public static string Draw(Board board, string me)
    {
        var field = Enumerable.Range(0, Board.Height).Select(_ => new string('·', Board.Width).ToCharArray()).ToArray();
        field[board.Cheese.Y][board.Cheese.X] = '%';
        foreach (var player in board.Players.Values)
            field[player.Y][player.X] = player.Player == me ? '@' : Plain(player.Player)[0];
        var text = new StringBuilder();
        foreach (var line in field)
            text.AppendLine(new string(line));
        foreach (var player in board.Players.Values.OrderByDescending(player => player.Score))
            text.AppendLine($"{player.Score,3}  {Plain(player.Player)}{(player.Player == me ? " (you, @)" : "")}");
        return text.AppendLine().AppendLine("% is the cheese. Arrows to move, Esc to leave.").ToString();
    }

    /// <summary>A name of somebody else may hold what a terminal obeys.</summary>
    static string Plain(string name) => string.Concat(name.Select(letter => char.IsControl(letter) ? '?' : letter));
}
