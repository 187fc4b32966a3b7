using System.Text;
using Npgsql;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>The row at which a reader stands.</summary>
readonly struct Row(NpgsqlDataReader reader)
{
    public bool IsNull(int column) => reader.IsDBNull(column);

    public long Long(int column) => reader.GetInt64(column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public int? IntOrNull(int column) => IsNull(column) ? null : reader.GetInt32(column);

    public bool Bool(int column) => reader.GetBoolean(column);

    public string Text(int column) => StoredText.Read(reader.GetString(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateTime Time(int column) => reader.GetDateTime(column);

    public byte[] Octets(int column) => reader.GetFieldValue<byte[]>(column);

    /// <summary>JSON, which holds nothing that would have to be rewritten.</summary>
    public ReadOnlySpan<byte> Json(int column) => Encoding.UTF8.GetBytes(reader.GetString(column));

    /// <summary>An array of texts.</summary>
    public string[] Texts(int column)
    {
        var texts = reader.GetFieldValue<string[]>(column);
        for (var index = 0; index < texts.Length; index++) texts[index] = StoredText.Read(texts[index]);
        return texts;
    }
}
