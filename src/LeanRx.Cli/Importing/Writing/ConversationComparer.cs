using System.Buffers;
using System.Text.Json;
using LeanRx.Cli.Importing.Reporting;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Writing;

/// <summary>Compares rows of conversations with what is stored.</summary>
sealed class ConversationComparer
{
    readonly ArrayBufferWriter<byte> _left = new();
    readonly ArrayBufferWriter<byte> _right = new();

    /// <summary>Subscribers come from elsewhere than the row, and stay.</summary>
    public static ConversationRecord Merge(ConversationRecord row, ConversationRecord? stored) =>
        row.IsSystem && stored is not null ? row with { Members = stored.Members } : row;

    /// <summary>What is to become of a row: the later one stays, by the time of change.</summary>
    public RowOutcome OutcomeOf(ConversationRecord row, ConversationRecord? stored) => stored switch
    {
        null => RowOutcome.Created,
        _ when IsSame(row, stored) => RowOutcome.Known,
        _ when row.UpdatedAt > stored.UpdatedAt || (row.UpdatedAt == stored.UpdatedAt && row.LastMessageAt > (stored.LastMessageAt ?? long.MinValue)) =>
            RowOutcome.Updated,
        _ => RowOutcome.Kept,
    };

    bool IsSame(ConversationRecord row, ConversationRecord stored) =>
        row.IsUnique == stored.IsUnique && !(row.LastMessageAt > (stored.LastMessageAt ?? long.MinValue)) && Text(_left, row)
            .SequenceEqual(Text(_right, stored));

    static ReadOnlySpan<byte> Text(ArrayBufferWriter<byte> buffer, ConversationRecord record)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = 1000 }))
            ConversationJson.Write(json, record with { LastMessageAt = null }, 0);
        return buffer.WrittenSpan;
    }
}
