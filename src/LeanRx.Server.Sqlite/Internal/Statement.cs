using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>A prepared statement with numbered parameters.</summary>
sealed class Statement(SqliteCommand command) : IDisposable
{
    /// <summary>Runs it. Returns how many rows it changed.</summary>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs it and reads its rows.</summary>
    public SqliteDataReader Query(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteReader();
    }

    public List<T> List<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Query(values);
        var found = new List<T>();
        while (rows.Read()) found.Add(read(rows));
        return found;
    }

    public T? FirstOrDefault<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Query(values);
        return rows.Read() ? read(rows) : default;
    }

    public void Dispose() => command.Dispose();

    void Bind(ReadOnlySpan<object?> values)
    {
        while (command.Parameters.Count < values.Length) command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}") });
        for (var index = 0; index < values.Length; index++) command.Parameters[index].Value = values[index] ?? DBNull.Value;
    }
}
