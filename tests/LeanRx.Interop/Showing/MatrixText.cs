using System.Text;

namespace LeanRx.Interop;

/// <summary>The matrix as Markdown: rows are scenarios, columns are pairs, and reasons stand below.</summary>
public static class MatrixText
{
    public static string Of(IReadOnlyList<Sdk> sdks, IReadOnlyList<Cell> cells)
    {
        var pairs = Pair.Of(sdks);
        var reasons = new List<string>();
        var text = new StringBuilder();

        text.Append(string.Join(", ", sdks.Select((sdk, index) => $"**{Letter(index)}** {sdk.Description}"))).Append(".\n\n");
        text.Append("| |").AppendJoin('|', pairs.Select(Code)).Append("|\n|---|").AppendJoin('|', pairs.Select(_ => ":-:")).Append("|\n");
        foreach (var title in Repertoire.Titles)
            text.Append("| ").Append(title).Append(" |").AppendJoin('|', pairs.Select(pair => Mark(Find(title, pair)))).Append("|\n");
        text.Append("\n✓ passed in both directions; → passed in the one direction that both offer; – not offered; ✗ failed. Why not, or not in both:\n\n");
        foreach (var reason in reasons)
            text.Append(reasons.IndexOf(reason) + 1).Append(". ").Append(reason).Append('\n');

        var played = cells.Count(cell => cell.Outcome is Outcome.Passed or Outcome.PassedOneWay);
        return text.Append($"\n{played} passed, {cells.Count(cell => cell.Outcome is Outcome.NotOffered)} not offered, " +
            $"{cells.Count(cell => cell.Outcome is Outcome.Failed)} failed.\n").ToString();

        string Code(Pair pair) => Letter(Index(pair.First)) + Letter(Index(pair.Second));

        int Index(Sdk sdk) => sdks.TakeWhile(other => other != sdk).Count();

        Cell Find(string title, Pair pair) => cells.First(cell => cell.Scenario == title && cell.Pair == pair.Title);

        string Mark(Cell cell) =>
            cell.Outcome is Outcome.PassedOneWay or Outcome.NotOffered ? $"{MarkOf(cell.Outcome)}<sup>{Number(cell.Reason!)}</sup>" : MarkOf(cell.Outcome);

        int Number(string reason)
        {
            if (!reasons.Contains(reason))
                reasons.Add(reason);
            return reasons.IndexOf(reason) + 1;
        }
    }

    public static string MarkOf(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "✓",
        Outcome.PassedOneWay => "→",
        Outcome.NotOffered => "–",
        _ => "✗",
    };

    /// <summary>What a text shows of a cell, without the number of its reason.</summary>
    public static string ReadMark(string text, IReadOnlyList<Sdk> sdks, Cell cell)
    {
        var column = Pair.Of(sdks).TakeWhile(pair => pair.Title != cell.Pair).Count();
        var row = text.Split('\n').Single(line => line.StartsWith($"| {cell.Scenario} |", StringComparison.Ordinal));
        return row.Split('|')[column + 2][..1];
    }

    static string Letter(int index) => ((char)('A' + index)).ToString();
}
