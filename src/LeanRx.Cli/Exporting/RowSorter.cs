using System.Text.Json;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Exporting;

/// <summary>Brings the rows of a file into order, each once; of equal ones the last stays. Of each row only its place is held in memory.</summary>
static class RowSorter
{
    /// <summary>Closes the file and sorts it, where it is not sorted.</summary>
    public static void Sort(ExportFolder folder, string name, Func<JsonElement, RowOrder> orderOf)
    {
        var path = folder.Close(name);
        var places = new List<(RowOrder Order, long Offset, int Length)>();
        var isSorted = true;
        foreach (var row in RowReader.Read(path))
        {
            using var document = JsonDocument.Parse(row.Text, CanonicalJson.Reading);
            var order = orderOf(document.RootElement);
            isSorted = isSorted && (places.Count == 0 || places[^1].Order.CompareTo(order) < 0);
            places.Add((order, row.Offset, row.Text.Length));
        }
        if (isSorted)
            return;

        places.Sort(static (one, other) => one.Order.CompareTo(other.Order) is not 0 and var order ? order : one.Offset.CompareTo(other.Offset));
        var sorted = path + ".sorted";
        File.Delete(sorted);
        using (var target = RowFile.Open(sorted, 0))
        using (var source = File.OpenHandle(path))
        {
            for (var index = 0; index < places.Count; index++)
            {
                var (order, offset, length) = places[index];
                if (index + 1 < places.Count && places[index + 1].Order == order)
                    continue;
                var row = new byte[length];
                RandomAccess.Read(source, row, offset);
                target.Add(row);
            }
            target.Commit();
        }
        folder.Replace(name, sorted);
    }
}
