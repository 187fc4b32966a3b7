using Microsoft.Data.Sqlite;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>A directory that goes away with its test.</summary>
sealed class TemporaryDirectory : IDisposable
{
    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leanrx-");

    public string this[string name] => Path.Combine(_directory.FullName, name);

    /// <summary>Runs SQL on a database in it, behind the store's back.</summary>
    public void Run(string name, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = this[name], Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override string ToString() => _directory.FullName;

    public void Dispose() => _directory.Delete(recursive: true);
}
