using System.Text.Json.Nodes;

namespace LeanRx;

/// <summary>A column that holds an instant, kept in milliseconds by the server.</summary>
public sealed class TimeColumn : ValueColumn<DateTimeOffset?>
{
    internal TimeColumn(string path) : base(path)
    {
    }

    private protected override JsonNode? Json(DateTimeOffset? value) => value is { } time ? ColumnValue.Json(time) : null;
}
