using System.Runtime.CompilerServices;
using Npgsql;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>A connection on which statements run one after the other.</summary>
sealed class Session(NpgsqlConnection connection)
{
    /// <summary>All rows.</summary>
    public async ValueTask<List<T>> ListAsync<T>(Statement statement, Func<Row, T> read, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        await foreach (var row in StreamAsync(statement, read, cancellationToken).ConfigureAwait(false)) rows.Add(row);
        return rows;
    }

    /// <summary>The first row, or the default where there is none.</summary>
    public async ValueTask<T?> FirstOrDefaultAsync<T>(Statement statement, Func<Row, T> read, CancellationToken cancellationToken)
    {
        var command = Command(statement);
        await using var commandClosing = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var readerClosing = reader.ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? read(new Row(reader)) : default;
    }

    /// <summary>One row after the other, while they are enumerated.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(Statement statement, Func<Row, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var command = Command(statement);
        await using var commandClosing = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var readerClosing = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) yield return read(new Row(reader));
    }

    /// <summary>Runs it and returns how many rows it changed.</summary>
    public async ValueTask<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken)
    {
        var command = Command(statement);
        await using var commandClosing = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs statements that are needed once, however long they take.</summary>
    public async ValueTask RunAsync(string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var commandClosing = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    NpgsqlCommand Command(Statement statement)
    {
        var command = new NpgsqlCommand { Connection = connection };
        command.CommandText = statement.WriteTo(command.Parameters);
        return command;
    }
}
