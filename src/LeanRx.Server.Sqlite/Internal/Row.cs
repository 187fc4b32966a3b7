using System.Text;
using SQLitePCL;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>The row at which a statement stands.</summary>
readonly struct Row(sqlite3_stmt statement)
{
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public bool Bool(int column) => Long(column) != 0;

    public string Text(int column) => Encoding.UTF8.GetString(Octets(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>A blob, or text in UTF-8. Good until the statement goes on.</summary>
    public ReadOnlySpan<byte> Octets(int column) => raw.sqlite3_column_blob(statement, column);
}
