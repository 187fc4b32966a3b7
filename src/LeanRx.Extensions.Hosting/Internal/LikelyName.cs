namespace LeanRx.Configuration.Internal;

/// <summary>Which name may have been meant by one that does not exist.</summary>
static class LikelyName
{
    /// <summary>The name that differs least, by a third of the letters at most. Null when all differ more.</summary>
    public static string? Of(string given, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: Distance(given.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(it => it.Distance * 3 <= Math.Max(it.Name.Length, given.Length))
        .OrderBy(it => it.Distance).ThenBy(it => it.Name, StringComparer.Ordinal)
        .Select(it => it.Name)
        .FirstOrDefault();

    /// <summary>How many letters are to be added, left out, replaced, or exchanged with their neighbour.</summary>
    static int Distance(string from, string to)
    {
        var (two, one, row) = (new int[to.Length + 1], Enumerable.Range(0, to.Length + 1).ToArray(), new int[to.Length + 1]);
        for (var i = 1; i <= from.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                row[j] = Math.Min(Math.Min(one[j], row[j - 1]) + 1, one[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    row[j] = Math.Min(row[j], two[j - 2] + 1);
            }
            (two, one, row) = (one, row, two);
        }
        return one[to.Length];
    }
}
