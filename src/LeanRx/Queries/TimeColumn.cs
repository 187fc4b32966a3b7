using System.Text.Json.Nodes;

namespace LeanRx;

/// <summary>A time column, with a precision of milliseconds.</summary>
public sealed class TimeColumn : ValueColumn<DateTimeOffset?>
{
    internal TimeColumn(string path) : base(path)
    {
    }

    private protected override JsonNode? Json(DateTimeOffset? value) => value is { } time ? ColumnValue.Json(time) : null;
}
