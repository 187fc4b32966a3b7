using System.Text.Json;

namespace LeanRx.Cli.Exporting;

/// <summary>A file as its row tells of it.</summary>
/// <param name="Id">Its objectId.</param>
/// <param name="Url">Where its bytes lie.</param>
/// <param name="Size">How many they are; 0 when the row does not say.</param>
/// <param name="IsElsewhere">Whether it is only the address of something that is no part of the application.</param>
sealed record FileToFetch(string Id, string Url, long Size, bool IsElsewhere)
{
    public static FileToFetch Of(JsonElement row)
    {
        var metadata = row.ValueKind == JsonValueKind.Object && row.TryGetProperty("metaData"u8, out var value) ? value : default;
        return new(RowText.Of(row, "objectId"), RowText.Of(row, "url"), RowText.NumberOf(metadata, "size"), RowText.Of(metadata, "__source") == "external");
    }
}
