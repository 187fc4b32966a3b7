using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>A row that an insert of messages answers with, when not all of them were new.</summary>
/// <param name="Number"><see cref="Stored"/> for a message that is stored now, which of them for one that was there, or else a mark that there are
/// some.</param>
/// <param name="Known">What was there.</param>
readonly record struct MessageAnswer(long Number, string? App, string? Conversation, string? Id, StoredMessage? Known)
{
    public const long Stored = 0;

    public static MessageAnswer Read(Row row)
    {
        var number = row.Long(0);
        return new(number, row.TextOrNull(1), row.TextOrNull(2), row.TextOrNull(4), number > Stored ? MessageTable.Read(row, 1) : null);
    }
}
